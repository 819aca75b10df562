import assert from "node:assert/strict";
import { fleetIds } from "../../emulator";
import { osChangeSeconds, TestCloud } from "./testCloud";

const versions = ["/v2", "/v2.1"];

describe("emulated key pairs", () => {
  for (const version of versions) {
    const path = `${version}/{pid}/os-keypairs`;

    it(`are those of the caller alone (${version})`, async () => {
      const test = new TestCloud();
      const { status, body } = await test.call("ecs", "GET", path);
      assert.equal(status, 200);
      const [{ keypair }, ...others] = body.keypairs;
      assert.deepEqual([keypair.name, keypair.type, others], ["fleet-key", "ssh", []]);
      assert.match(keypair.public_key, /^ssh-rsa \S+/);
      assert.match(keypair.fingerprint, /^([0-9a-f]{2}:){15}[0-9a-f]{2}$/);
    });

    it(`are shown one by one, and another user's is as good as none (${version})`, async () => {
      const test = new TestCloud();
      const own = await test.call("ecs", "GET", `${path}/fleet-key`);
      const { keypair } = own.body;
      assert.deepEqual(
        [own.status, keypair.name, keypair.user_id, keypair.deleted, keypair.deleted_at],
        [200, "fleet-key", test.cloud.account.userId, false, null],
      );
      assert.match(keypair.created_at, /^2026-01-02T03:04:05\.000000$/);
      for (const name of ["other-key", "none"]) {
        const { status, body } = await test.call("ecs", "GET", `${path}/${name}`);
        assert.deepEqual([status, body.itemNotFound.code], [404, 404]);
      }
    });
  }
});

describe("the emulated password of a Windows server", () => {
  for (const version of versions) {
    const password = async (test: TestCloud, id: string, method = "GET") =>
      test.call("ecs", method, `${version}/{pid}/servers/${id}/os-server-password`);

    it(`is there some minutes after the start of the new OS, and can be forgotten (${version})`, async () => {
      const test = new TestCloud();
      const text = async () => (await password(test, fleetIds.db01)).body.password;
      await test.beginOsChange({ imageid: fleetIds.windows });
      test.pass(osChangeSeconds.all);
      for (const seconds of [0, 419]) {
        test.pass(seconds);
        assert.equal(await text(), "");
      }
      test.pass(1);
      assert.equal(Buffer.from(await text(), "base64").length, 256);
      assert.equal(await text(), await text());
      assert.equal((await password(test, fleetIds.db01, "DELETE")).status, 204);
      assert.equal(await text(), "");
    });

    it(`is there from the beginning where Windows was, and never where Linux is (${version})`, async () => {
      const test = new TestCloud();
      const { body } = await password(test, fleetIds.win01);
      assert.match(body.password, /^[A-Za-z0-9+/]{342}==$/);
      assert.deepEqual((await password(test, fleetIds.web01)).body, { password: "" });
      const missing = await password(test, "nobody");
      assert.deepEqual([missing.status, missing.body.itemNotFound.code], [404, 404]);
    });
  }

  it("goes with the old disk, and is not there without a key pair", async () => {
    const test = new TestCloud();
    const text = async (id: string) =>
      (await test.call("ecs", "GET", `/v2/{pid}/servers/${id}/os-server-password`)).body.password;
    await test.call("ecs", "POST", "/v1/{pid}/cloudservers/action", {
      "os-stop": { servers: [{ id: fleetIds.win01 }] },
    });
    test.pass(60);
    const before = await text(fleetIds.win01);
    await test.beginOsChange({ imageid: fleetIds.windows }, fleetIds.win01);
    await test.beginOsChange({ imageid: fleetIds.windows, keyname: undefined });
    test.pass(osChangeSeconds.untilDiskIsReplaced);
    assert.equal(await text(fleetIds.win01), "");
    test.pass(3600);
    assert.notEqual(await text(fleetIds.win01), before);
    assert.notEqual(await text(fleetIds.win01), "");
    assert.equal(await text(fleetIds.db01), "");
  });
});
