import assert from "node:assert/strict";
import { defaultFleet, fleetIds } from "../../emulator";
import { TestCloud } from "./testCloud";

for (const path of ["/v3.0/OS-AGENCY", "/v3/OS-AGENCY"]) {
  describe(`emulated agencies at ${path}`, () => {
    const list = (test: TestCloud, query: string) =>
      test.call("iam", "GET", `${path}/agencies?${query}`, undefined, {
        headers: { "X-Domain-Id": test.cloud.account.domainId },
      });
    const roles = (test: TestCloud, id: string) =>
      test.call("iam", "GET", `${path}/projects/{pid}/agencies/${id}/roles`, undefined, {
        headers: { "X-Domain-Id": test.cloud.account.domainId },
      });

    it("are found by account, name and who is trusted", async () => {
      const test = new TestCloud();
      const domain = `domain_id=${test.cloud.account.domainId}`;
      const { status, body } = await list(test, `${domain}&name=EVSAccessKMS`);
      assert.equal(status, 200);
      const [agency] = body.agencies;
      assert.deepEqual(
        [agency.id, agency.name, agency.domain_id, agency.duration, agency.expire_time, agency.create_time],
        [
          fleetIds.evsAgency,
          "EVSAccessKMS",
          test.cloud.account.domainId,
          null,
          null,
          "2026-01-02T03:04:05.000000",
        ],
      );
      assert.deepEqual((await list(test, domain)).body, body);
      assert.deepEqual((await list(test, `${domain}&name=EVS`)).body, { agencies: [] });
      assert.deepEqual((await list(test, `${domain}&trust_domain_id=x`)).body, { agencies: [] });
      const trusted = await list(test, `${domain}&trust_domain_id=${agency.trust_domain_id}`);
      assert.deepEqual(trusted.body, body);
    });

    it("are refused without an account, for another one, and to a user without the right", async () => {
      const test = new TestCloud();
      const missing = await list(test, "name=EVSAccessKMS");
      assert.deepEqual([missing.status, missing.body.error.code], [400, 400]);
      assert.equal((await list(test, "domain_id=other")).status, 403);
      const other = new TestCloud({ fixture: { ...defaultFleet, mayListAgencies: false } });
      const { status, body } = await list(other, `domain_id=${other.cloud.account.domainId}`);
      assert.deepEqual([status, body.error.code, body.error.title], [403, 403, "Forbidden"]);
      assert.equal((await roles(other, fleetIds.evsAgency)).status, 403);
    });

    it("are not shown to who calls for a project", async () => {
      const test = new TestCloud();
      const query = `domain_id=${test.cloud.account.domainId}`;
      for (const address of [`agencies?${query}`, `projects/{pid}/agencies/${fleetIds.evsAgency}/roles`])
        assert.equal((await test.call("iam", "GET", `${path}/${address}`)).status, 403);
    });

    it("have roles in the project", async () => {
      const test = new TestCloud();
      const { status, body } = await roles(test, fleetIds.evsAgency);
      assert.deepEqual([status, body.roles.map(({ name }: { name: string }) => name)], [200, ["kms_adm"]]);
      assert.equal((await roles(test, "none")).status, 404);
    });
  });
}
