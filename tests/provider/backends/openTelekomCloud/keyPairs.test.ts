import assert from "node:assert/strict";
import { asked, assertFails, cloudThatSays, outOfOrder, projectId } from "./connections";

describe("key pairs of Open Telekom Cloud", () => {
  it("are looked for by their name", async () => {
    const keypair = { name: "mine", fingerprint: "d8:13", public_key: "ssh-rsa AAAA", type: "ssh" };
    const { cloud, requests } = cloudThatSays({ body: { keypair } });
    assert.deepEqual(await cloud.keyPairs.get("mine"), { name: "mine", fingerprint: "d8:13" });
    assert.deepEqual(requests.map(asked), [`GET /v2/${projectId}/os-keypairs/mine`]);
    assert.match(requests[0]?.url.host ?? "", /^ecs\./);
  });

  it("may have a name that an address cannot hold as it is, and no fingerprint", async () => {
    const { cloud, requests } = cloudThatSays({ body: { keypair: { name: "a/b c?d", fingerprint: null } } });
    assert.deepEqual(await cloud.keyPairs.get("a/b c?d"), { name: "a/b c?d", fingerprint: undefined });
    assert.deepEqual(requests.map(asked), [`GET /v2/${projectId}/os-keypairs/a%2Fb%20c%3Fd`]);
  });

  it("are undefined where this user sees none", async () => {
    const reply = { status: 404, body: { itemNotFound: { code: 404, message: "m" } } };
    assert.equal(await cloudThatSays(reply).cloud.keyPairs.get("mine"), undefined);
  });

  for (const { reason, reply, kind } of [
    { reason: "the service is out of order", reply: outOfOrder, kind: "answerLost" },
    { reason: "the answer has another shape", reply: { body: {} }, kind: "answerLost" },
    {
      reason: "a web page says so",
      reply: { status: 404, body: "<!DOCTYPE html><title>Not Found</title>" },
      kind: "answerLost",
    },
    {
      reason: "nobody may look",
      reply: { status: 403, body: { error: { code: "Ecs.0110", message: "m" } } },
      kind: "denied",
    },
  ] as const)
    it(`are not "undefined" when ${reason}`, async () => {
      await assertFails(cloudThatSays(reply).cloud.keyPairs.get("mine"), kind);
    });
});
