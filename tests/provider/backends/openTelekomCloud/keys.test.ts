import assert from "node:assert/strict";
import { asked, assertFails, cloudThatSays, outOfOrder, projectId, sent } from "./connections";

const wire = { key_id: "k-1", key_alias: "data", key_state: "2", default_key_flag: "0", key_type: "1" };
const page = (keys: object[], more: object = { truncated: "false", next_marker: "" }) => ({
  body: { keys: [], key_details: keys, total: keys.length, ...more },
});
const only = async (change: object) =>
  (await cloudThatSays(page([{ ...wire, ...change }])).cloud.keys.list())[0];

describe("encryption keys of Open Telekom Cloud", () => {
  it("are told in our own words", async () => {
    const { cloud, requests } = cloudThatSays(page([wire]));
    assert.deepEqual(await cloud.keys.list(), [
      { id: "k-1", name: "data", state: "enabled", stateText: "enabled", isDefault: false },
    ]);
    assert.deepEqual(requests.map(asked), [`POST /v1.0/${projectId}/kms/list-keys`]);
    assert.deepEqual(requests.map(sent), [{ limit: "1000" }]);
    assert.equal(requests[0]?.url.host, "kms.eu-de.otc.t-systems.com");
  });

  for (const { key_state, state, stateText } of [
    { key_state: "1", state: "other", stateText: "to be activated" },
    { key_state: "2", state: "enabled", stateText: "enabled" },
    { key_state: "3", state: "disabled", stateText: "disabled" },
    { key_state: "4", state: "toBeDeleted", stateText: "scheduled for deletion" },
    { key_state: "5", state: "other", stateText: "waiting for import" },
    { key_state: "9", state: "other", stateText: "state 9" },
    { key_state: 2, state: "enabled", stateText: "enabled" },
  ])
    it(`are ${stateText} with the state ${JSON.stringify(key_state)}`, async () => {
      const key = await only({ key_state });
      assert.deepEqual([key?.state, key?.stateText], [state, stateText]);
    });

  for (const { flag, expected } of [
    { flag: "1", expected: true },
    { flag: "0", expected: false },
    { flag: null, expected: false },
    { flag: undefined, expected: false },
  ])
    it(`are ${expected ? "" : "no "}default ones with ${JSON.stringify(flag)}`, async () => {
      assert.equal((await only({ default_key_flag: flag }))?.isDefault, expected);
    });

  it("are asked for page by page", async () => {
    const { cloud, requests } = cloudThatSays(
      page([wire], { truncated: "true", next_marker: "m-1" }),
      page([{ ...wire, key_id: "k-2" }], { truncated: "true", next_marker: "m-2" }),
      page([{ ...wire, key_id: "k-3" }], { truncated: "false", next_marker: "m-3" }),
    );
    assert.deepEqual(
      (await cloud.keys.list()).map(({ id }) => id),
      ["k-1", "k-2", "k-3"],
    );
    assert.deepEqual(requests.map(sent), [
      { limit: "1000" },
      { limit: "1000", marker: "m-1" },
      { limit: "1000", marker: "m-2" },
    ]);
  });

  for (const more of [{ truncated: "true" }, { truncated: "true", next_marker: "" }, {}])
    it(`end where there is no way on: ${JSON.stringify(more)}`, async () => {
      const { cloud, requests } = cloudThatSays(page([wire], { truncated: undefined, ...more }));
      assert.equal((await cloud.keys.list()).length, 1);
      assert.equal(requests.length, 1);
    });

  it("are read again after a lost answer: the POST changes nothing", async () => {
    const { cloud, requests } = cloudThatSays({ broken: "ECONNRESET" }, page([wire]));
    assert.equal((await cloud.keys.list()).length, 1);
    assert.equal(requests.length, 2);
  });

  it("are no list where they cannot be read", async () => {
    await assertFails(cloudThatSays(outOfOrder).cloud.keys.list(), "answerLost");
    await assertFails(cloudThatSays({ body: {} }).cloud.keys.list(), "answerLost");
    const denied = { status: 403, body: { error: { error_code: "KMS.0303", error_msg: "m" } } };
    await assertFails(cloudThatSays(denied).cloud.keys.list(), "denied");
  });
});
