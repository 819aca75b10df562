import assert from "node:assert/strict";
import { fleetIds } from "../../emulator";
import { TestCloud } from "./testCloud";

const metadata = `/v1/{pid}/cloudservers/${fleetIds.web01}/metadata`;
const nativeKey = `/v2.1/{pid}/servers/${fleetIds.web01}/metadata/k`;

describe("an emulated server's updated", () => {
  /** Whether `updated` of web-01 is another one after this. */
  async function moves(test: TestCloud, happen: () => unknown): Promise<boolean> {
    test.pass(10);
    const { updated } = await test.server();
    test.pass(10);
    await happen();
    return (await test.server()).updated !== updated;
  }

  it("moves when a power action begins, and when it ends", async () => {
    const test = new TestCloud();
    const stop = { "os-stop": { servers: [{ id: fleetIds.web01 }] } };
    assert.equal(
      await moves(test, () => test.call("ecs", "POST", "/v1/{pid}/cloudservers/action", stop)),
      true,
    );
    const { updated } = await test.server();
    test.pass(60);
    assert.equal((await test.server()).status, "SHUTOFF");
    assert.notEqual((await test.server()).updated, updated);
  });

  it("moves when somebody detaches a disk, stops the server, or gives it a task", async () => {
    const test = new TestCloud();
    const change = (what: Parameters<typeof test.cloud.update>[0]) =>
      moves(test, () => test.cloud.update(what));
    assert.equal(await change(({ servers }) => servers[0]!.disks.pop()), true);
    assert.equal(await change(({ servers }) => (servers[0]!.status = "SHUTOFF")), true);
    assert.equal(await change(({ servers }) => (servers[0]!.taskState = "rebooting")), true);
    assert.equal(await change(({ servers }) => (servers[1]!.status = "ACTIVE")), false);
    assert.equal(await change(({ world }) => (world.jobEnds = "afterBackup")), false);
  });

  it("stays when nothing happens, and while an image is made", async () => {
    const test = new TestCloud();
    assert.equal(await moves(test, () => undefined), false);
    assert.equal(await moves(test, () => test.make()), false);
  });

  it("is what somebody says, where it is said", async () => {
    const test = new TestCloud();
    test.cloud.update(({ servers }) => Object.assign(servers[0]!, { status: "SHUTOFF", updatedAt: 0 }));
    assert.equal((await test.server()).updated, "1970-01-01T00:00:00Z");
  });

  for (const metadataMovesUpdated of [true, false]) {
    it(`${metadataMovesUpdated ? "moves" : "may stay"} when metadata is written or removed`, async () => {
      const test = new TestCloud({ world: { metadataMovesUpdated } });
      const write = () => test.call("ecs", "POST", metadata, { metadata: { k: "v" } });
      const remove = () => test.call("ecs", "DELETE", nativeKey);
      assert.equal(await moves(test, write), metadataMovesUpdated);
      assert.equal(await moves(test, remove), metadataMovesUpdated);
      const others = () => test.cloud.update(({ servers }) => (servers[0]!.metadata = { other: "x" }));
      assert.equal(await moves(test, others), metadataMovesUpdated);
    });
  }
});
