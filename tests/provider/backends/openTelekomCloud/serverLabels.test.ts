import assert from "node:assert/strict";
import { fleetIds } from "../../../../emulator";
import { asked, assertFails, cloudThatSays, Connection, outOfOrder, projectId, sent } from "./connections";

const server = fleetIds.db01;

describe("tags of servers of Open Telekom Cloud", () => {
  it("are read as they are set", async () => {
    const { cloud } = new Connection();
    await cloud.servers.changeTags(server, { set: { a: "1", b: "2" }, remove: [] });
    assert.deepEqual(await cloud.servers.tags(server), { a: "1", b: "2" });
    await cloud.servers.changeTags(server, { set: { b: "3" }, remove: ["a", "unknown"] });
    assert.deepEqual(await cloud.servers.tags(server), { b: "3" });
  });

  it("may have no value", async () => {
    const tags = [{ key: "a", value: null }, { key: "b" }, { key: "c", value: "" }];
    assert.deepEqual(await cloudThatSays({ body: { tags } }).cloud.servers.tags("s-1"), {
      a: "",
      b: "",
      c: "",
    });
  });

  it("are taken away before others are added: there is room for ten", async () => {
    const { cloud, requests } = cloudThatSays({ status: 204 });
    await cloud.servers.changeTags("s-1", { set: { a: "1" }, remove: ["b"] });
    const path = `POST /v1/${projectId}/cloudservers/s-1/tags/action`;
    assert.deepEqual(requests.map(asked), [path, path]);
    assert.deepEqual(requests.map(sent), [
      { action: "delete", tags: [{ key: "b" }] },
      { action: "create", tags: [{ key: "a", value: "1" }] },
    ]);
  });

  it("cost no call where nothing changes", async () => {
    const { cloud, requests } = cloudThatSays({});
    await cloud.servers.changeTags("s-1", { set: {}, remove: [] });
    assert.equal(requests.length, 0);
  });

  it("are not empty when nobody answers, or there is no server", async () => {
    await assertFails(cloudThatSays(outOfOrder).cloud.servers.tags("s-1"), "answerLost");
    await assertFails(cloudThatSays({ body: {} }).cloud.servers.tags("s-1"), "answerLost");
    const gone = { status: 404, body: { error: { code: "Ecs.0114", message: "m" } } };
    await assertFails(cloudThatSays(gone).cloud.servers.tags("s-1"), "notFound");
  });
});

describe("metadata of servers of Open Telekom Cloud", () => {
  it("are added to what is there", async () => {
    const { cloud, emulated } = new Connection();
    emulated.update(({ servers }) => {
      for (const one of servers) if (one.id === server) one.metadata = { own: "x", other: "y" };
    });
    await cloud.servers.setMetadata(server, { own: "z", more: "m" });
    const { own, other, more } = await cloud.servers.metadata(server);
    assert.deepEqual({ own, other, more }, { own: "z", other: "y", more: "m" });
  });

  it("are the texts in them", async () => {
    const { cloud, requests } = cloudThatSays({ body: { metadata: { a: "x", b: 5, c: null } } });
    assert.deepEqual(await cloud.servers.metadata("s-1"), { a: "x" });
    assert.deepEqual(requests.map(asked), [`GET /v2.1/${projectId}/servers/s-1/metadata`]);
  });

  it("cost no call where there is nothing to add", async () => {
    const { cloud, requests } = cloudThatSays({});
    await cloud.servers.setMetadata("s-1", {});
    assert.equal(requests.length, 0);
  });

  it("are busy in a state of the server in which they cannot be written", async () => {
    const busy = { status: 400, body: { error: { code: "Ecs.0100", message: "m" } } };
    await assertFails(cloudThatSays(busy).cloud.servers.setMetadata("s-1", { a: "b" }), "busy");
  });

  it("are not empty when nobody answers", async () => {
    await assertFails(cloudThatSays(outOfOrder).cloud.servers.metadata("s-1"), "answerLost");
    await assertFails(cloudThatSays({ body: {} }).cloud.servers.metadata("s-1"), "answerLost");
  });
});
