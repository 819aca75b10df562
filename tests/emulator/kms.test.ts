import assert from "node:assert/strict";
import { fleetIds } from "../../emulator";
import { assertRefused, osChangeSeconds, TestCloud } from "./testCloud";

const keys = "/v1.0/{pid}/kms";

describe("the emulated KMS", () => {
  const list = async (test: TestCloud, body?: object, query = "") => {
    const answered = await test.call("kms", "POST", `${keys}/list-keys${query}`, body);
    assert.equal(answered.status, 200, JSON.stringify(answered.body));
    return answered.body;
  };
  const describeKey = (test: TestCloud, body?: object, query = "") =>
    test.call("kms", "POST", `${keys}/describe-key${query}`, body);
  const refused = (answered: Awaited<ReturnType<typeof describeKey>>) => [
    answered.status,
    answered.body.error?.error_code,
  ];

  it("lists its keys, with texts for numbers and flags", async () => {
    const {
      keys: ids,
      key_details: details,
      truncated,
      next_marker,
      total,
    } = await list(new TestCloud(), {});
    assert.deepEqual(ids, [fleetIds.dataKey, fleetIds.disabledKey]);
    assert.deepEqual([truncated, next_marker, total], ["false", "", 2]);
    const [{ key_id, key_alias, key_state, default_key_flag, creation_date, realm }] = details;
    assert.deepEqual(
      [key_id, key_alias, key_state, default_key_flag, creation_date, realm],
      [fleetIds.dataKey, "data-disks", "2", "0", String(Date.UTC(2026, 0, 2, 3, 4, 5)), "eu-de"],
    );
  });

  it("lists by state and by pages, asked in the body or in the query", async () => {
    const test = new TestCloud();
    assert.deepEqual((await list(test, { key_state: "3" })).keys, [fleetIds.disabledKey]);
    assert.deepEqual((await list(test, undefined, "?key_state=2")).keys, [fleetIds.dataKey]);
    const first = await list(test, { limit: "1" });
    assert.deepEqual([first.keys, first.truncated, first.total], [[fleetIds.dataKey], "true", 2]);
    const second = await list(test, undefined, `?limit=1&marker=${first.next_marker}`);
    assert.deepEqual(
      [second.keys, second.truncated, second.next_marker],
      [[fleetIds.disabledKey], "false", ""],
    );
    for (const [body, code] of [
      [{ key_state: "6" }, "KMS.0308"],
      [{ limit: 10 }, "KMS.0308"],
      [{ limit: "0" }, "KMS.0308"],
      [{ marker: "x" }, "KMS.0308"],
      ["no JSON", "KMS.0202"],
    ] as const) {
      const answered = await test.call("kms", "POST", `${keys}/list-keys`, body);
      assert.deepEqual(refused(answered), [400, code]);
    }
    assertRefused(await test.call("kms", "POST", `${keys}/list-keys`, { a: "b" }), 404, "APIGW.0101");
  });

  it("describes a key by its id and by its alias", async () => {
    const test = new TestCloud();
    const byId = await describeKey(test, { key_id: fleetIds.disabledKey });
    assert.deepEqual([byId.status, byId.body.key_info.key_state], [200, "3"]);
    assert.deepEqual((await describeKey(test, undefined, `?key_id=${fleetIds.disabledKey}`)).body, byId.body);
    assert.deepEqual((await describeKey(test, { key_id: "alias/disabled" })).body, byId.body);
    assert.deepEqual(refused(await describeKey(test, { key_id: "alias/none" })), [404, "KMS.0207"]);
    assert.deepEqual(refused(await describeKey(test, { key_id: fleetIds.web01 })), [404, "KMS.0207"]);
    assert.deepEqual(refused(await describeKey(test, { key_id: "disabled" })), [400, "KMS.0205"]);
    assert.deepEqual(refused(await describeKey(test, {})), [400, "KMS.0204"]);
    const other = new TestCloud({ world: { keyByAlias: "refused" } });
    assert.deepEqual(refused(await describeKey(other, { key_id: "alias/disabled" })), [400, "KMS.0205"]);
  });

  it("makes evs/default when it is used for the first time, and no second one", async () => {
    const test = new TestCloud();
    const aliases = async () =>
      (await list(test, {})).key_details
        .filter((key: Record<string, string>) => key["default_key_flag"] === "1")
        .map((key: Record<string, string>) => [key["key_alias"], key["key_state"]]);
    assert.deepEqual(await aliases(), []);
    const metadata = { __system__encrypted: "1" };
    await test.beginOsChange({ metadata });
    assert.deepEqual(await aliases(), [["evs/default", "2"]]);
    test.pass(osChangeSeconds.all);
    const { key_info: key } = (await describeKey(test, { key_id: "alias/evs/default" })).body;
    assert.equal((await test.systemDisk()).metadata.__system__cmkid, key.key_id);

    test.cloud.update(({ servers }) => {
      servers.find(({ id }) => id === fleetIds.db01)!.status = "SHUTOFF";
    });
    await test.beginOsChange({ metadata });
    assert.deepEqual(await aliases(), [["evs/default", "2"]]);
  });

  it("tells its version, and answers for its own project alone", async () => {
    const test = new TestCloud();
    const { status, body } = await test.call("kms", "GET", "/");
    assert.deepEqual([status, body.versions[0].id], [300, "v1.0"]);
    assertRefused(await test.call("kms", "POST", "/v1.0/other/kms/list-keys", {}), 403, "APIGW.0310");
    assertRefused(await test.call("kms", "GET", `${keys}/list-keys`), 404, "APIGW.0101");
  });
});
