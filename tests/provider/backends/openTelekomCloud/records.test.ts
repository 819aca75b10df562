import assert from "node:assert/strict";
import { fleetIds } from "../../../../emulator";
import { assertFails, Connection, projectId } from "./connections";

const key = "ecs-lifecycle.0123456789ab";
const server = fleetIds.web01;
const metadata = (connection: Connection) => connection.emulated.state().servers[0]?.metadata;

describe("records on Open Telekom Cloud", () => {
  it("stand in the server's metadata, beside whatever else is there", async () => {
    const connection = new Connection();
    connection.emulated.update(({ servers }) => (servers[0]!.metadata = { own: "x", [key]: "old" }));
    await connection.cloud.records.write(server, key, "v=1 s=sent");
    assert.deepEqual(metadata(connection), { own: "x", [key]: "v=1 s=sent" });
    assert.deepEqual(connection.calls(), [`POST ecs /v1/${projectId}/cloudservers/${server}/metadata`]);
  });

  it("may have 255 characters", async () => {
    const connection = new Connection();
    await connection.cloud.records.write(server, key, "x".repeat(255));
    assert.equal(metadata(connection)?.[key]?.length, 255);
    await assertFails(connection.cloud.records.write(server, key, "x".repeat(256)), "refused");
  });

  for (const { reason, once, tries } of [
    { reason: "is repeated", once: undefined, tries: 2 },
    { reason: "that is to be sent once is not", once: "once", tries: 1 },
  ] as const)
    it(`a write without an answer ${reason}`, async () => {
      const connection = new Connection();
      connection.emulated.addFault({ id: "f", kind: "lostAfter", match: { method: "POST" } });
      const written = connection.cloud.records.write(server, key, "text", once);
      await (once ? assertFails(written, "answerLost") : written);
      assert.equal(connection.calls().length, tries);
      assert.equal(metadata(connection)?.[key], "text");
    });

  for (const body of [{}, '{"metad', "<!DOCTYPE html><title>Sign in to the network</title>"])
    it(`are not taken for written when ${JSON.stringify(body)} answers in the cloud's place`, async () => {
      const connection = new Connection();
      connection.answer("/metadata$", 200, body);
      await assertFails(connection.cloud.records.write(server, key, "text", "once"), "answerLost");
      await connection.cloud.records.write(server, key, "text");
      assert.equal(metadata(connection)?.[key], "text");
    });

  it("cannot be written beside a server that is gone", async () => {
    const { cloud } = new Connection();
    await assertFails(cloud.records.write("11111111-ffff-4000-8000-000000000009", key, "x"), "notFound");
  });

  it("are removed, and nothing else", async () => {
    const connection = new Connection();
    connection.emulated.update(({ servers }) => (servers[0]!.metadata = { own: "x", [key]: "old" }));
    await connection.cloud.records.remove(server, key);
    assert.deepEqual(metadata(connection), { own: "x" });
  });

  for (const { reason, id } of [
    { reason: "it is not there", id: server },
    { reason: "the server is gone", id: "11111111-ffff-4000-8000-000000000009" },
  ])
    it(`need not be removed where ${reason}`, async () => {
      await new Connection().cloud.records.remove(id, key);
    });

  it("are not taken for removed when nobody answers", async () => {
    const connection = new Connection();
    connection.answer(`/metadata/${key}$`, 503, undefined, 10);
    await assertFails(connection.cloud.records.remove(server, key), "answerLost");
  });
});
