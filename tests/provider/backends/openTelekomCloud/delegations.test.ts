import assert from "node:assert/strict";
import { asked, assertFails, cloudThatSays, outOfOrder, query } from "./connections";

const domains = { body: { domains: [{ id: "d-1", name: "OTC-1" }], links: { next: null } } };
const agencies = (...names: string[]) => ({ body: { agencies: names.map((name) => ({ id: "a", name })) } });
const forbidden = { status: 403, body: { error: { code: 403, message: "m", title: "Forbidden" } } };

describe("whether EVS may use keys on Open Telekom Cloud", () => {
  it("is asked of the account as a whole", async () => {
    const { cloud, requests } = cloudThatSays(domains, agencies("EVSAccessKMS"));
    assert.equal(await cloud.delegations.diskServiceMayUseKeys(), "granted");
    assert.deepEqual(requests.map(asked), ["GET /v3/auth/domains", "GET /v3.0/OS-AGENCY/agencies"]);
    assert.deepEqual(query(requests[1]!), { domain_id: "d-1", name: "EVSAccessKMS" });
    assert.deepEqual(
      requests.map(({ url, headers }) => [url.host, headers["X-Domain-Id"], headers["X-Project-Id"]]),
      [
        ["iam.eu-de.otc.t-systems.com", undefined, undefined],
        ["iam.eu-de.otc.t-systems.com", "d-1", undefined],
      ],
    );
  });

  for (const { reason, names } of [
    { reason: "there is no agency", names: [] },
    { reason: "there are only others", names: ["EVSAccessKMS2", "evsaccesskms"] },
  ])
    it(`is missing where ${reason}`, async () => {
      const { cloud } = cloudThatSays(domains, agencies(...names));
      assert.equal(await cloud.delegations.diskServiceMayUseKeys(), "missing");
    });

  for (const { end, expected } of [
    { end: "2026-01-01T12:00:01.000000Z", expected: "granted" },
    { end: "2026-01-01T12:00:00.000000Z", expected: "missing" },
    { end: "2026-01-01T12:00:00.000000", expected: "missing" },
    { end: null, expected: "granted" },
    { end: undefined, expected: "granted" },
    { end: "", expected: "granted" },
    { end: 5, expected: "granted" },
  ])
    it(`is ${expected} on 2026-01-01 at noon with an agency that ends at ${JSON.stringify(end)}`, async () => {
      const body = { agencies: [{ name: "EVSAccessKMS", expire_time: end }] };
      const headers = { date: "Thu, 01 Jan 2026 12:00:00 GMT" };
      const { cloud } = cloudThatSays(domains, { body, headers });
      assert.equal(await cloud.delegations.diskServiceMayUseKeys(), expected);
    });

  for (const { reason, replies } of [
    { reason: "these credentials may not see agencies", replies: [domains, forbidden] },
    { reason: "they may not see the account", replies: [forbidden] },
    { reason: "they belong to none", replies: [{ body: { domains: [] } }] },
  ])
    it(`is unknown where ${reason}`, async () => {
      assert.equal(await cloudThatSays(...replies).cloud.delegations.diskServiceMayUseKeys(), "unknown");
    });

  for (const { reason, replies, kind } of [
    { reason: "IAM is out of order", replies: [domains, outOfOrder], kind: "answerLost" },
    { reason: "the answer has another shape", replies: [domains, { body: {} }], kind: "answerLost" },
    {
      reason: "the credentials are not accepted",
      replies: [{ status: 401, body: { error_code: "APIGW.0301", error_msg: "m" } }],
      kind: "denied",
    },
  ] as const)
    it(`is an error, and not unknown, where ${reason}`, async () => {
      await assertFails(cloudThatSays(...replies).cloud.delegations.diskServiceMayUseKeys(), kind);
    });

  it("finds the account once", async () => {
    const { cloud, requests } = cloudThatSays(domains, agencies("EVSAccessKMS"));
    for (let i = 0; i < 3; i++) await cloud.delegations.diskServiceMayUseKeys();
    assert.equal(requests.filter(({ url }) => url.pathname === "/v3/auth/domains").length, 1);
  });

  it("looks for the account again where nobody answered", async () => {
    const { cloud } = cloudThatSays(...Array.from({ length: 5 }, () => outOfOrder), domains, agencies());
    await assertFails(cloud.delegations.diskServiceMayUseKeys(), "answerLost");
    assert.equal(await cloud.delegations.diskServiceMayUseKeys(), "missing");
  });

  it("does not knock again where the account was refused", async () => {
    const { cloud, requests } = cloudThatSays(forbidden);
    for (let i = 0; i < 3; i++) assert.equal(await cloud.delegations.diskServiceMayUseKeys(), "unknown");
    assert.equal(requests.length, 1);
  });
});
