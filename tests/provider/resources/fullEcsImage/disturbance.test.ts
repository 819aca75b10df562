import assert from "node:assert/strict";
import type { Server } from "../../../../provider/ports/servers";
import { disturbanceOf } from "../../../../provider/resources/fullEcsImage/disturbance";
import { server } from "./samples";
import { sent } from "./createProcedure/worlds";

const seen = (changes: Partial<Server>, was: "running" | "stopped" = "running") =>
  disturbanceOf({ ...sent, serverState: was }, { ...server, ...changes });

describe("what somebody does to a server while its full-ECS image is made", () => {
  const stopped = { state: "stopped", stateText: "SHUTOFF" } as const;

  it("FEI-05 accepts a server that stays as it was", () => {
    assert.equal(seen({}), undefined);
    assert.equal(seen(stopped, "stopped"), undefined);
  });

  for (const { task, expected } of [
    { task: "powering-off", expected: "is being stopped" },
    { task: "powering-on", expected: "is being started" },
    { task: "rebooting", expected: "is being restarted" },
    { task: "rebooting_hard", expected: "is being restarted" },
    { task: "reboot_started", expected: "is being restarted" },
    { task: "rebuilding", expected: "is being changed" },
    { task: "rebuild_block_device_mapping", expected: "is being changed" },
    { task: "rebuild_spawning", expected: "is being changed" },
    { task: "migrating", expected: "is being changed" },
    { task: "resize_prep", expected: "is being changed" },
    { task: "deleting", expected: "is being changed" },
  ])
    it(`FEI-05 rejects the task ${task}, and says that the server ${expected}`, () => {
      assert.equal(seen({ task }), `web-01 ${expected} (task ${task})`);
    });

  for (const task of ["image_snapshot", "image_pending_upload", "creating_backup"])
    it(`FEI-05 accepts the platform's own task ${task}`, () => {
      assert.equal(seen({ task }), undefined);
    });

  it("FEI-05 rejects a server that has been stopped, with what it was and is", () => {
    assert.equal(seen(stopped), "web-01 has been stopped (it was running, and is SHUTOFF)");
  });

  it("FEI-05 rejects a server that has been started", () => {
    assert.equal(seen({}, "stopped"), "web-01 has been started (it was stopped, and is ACTIVE)");
  });

  it("FEI-05 rejects any other state", () => {
    const found = seen({ state: "other", stateText: "ERROR" });
    assert.equal(found, "web-01 has been changed (it was running, and is ERROR)");
  });

  it("FEI-05 rejects a system disk that has been detached, or is another one", () => {
    assert.equal(seen({ systemDiskId: undefined }), "the system disk of web-01 has been detached");
    assert.equal(seen({ systemDiskId: "another" }), "the system disk of web-01 is another one (another)");
  });

  it("FEI-05 accepts a data disk that is attached or detached: the guide speaks of the system disk", () => {
    assert.equal(seen({ diskIds: [server.systemDiskId ?? ""] }), undefined);
  });

  it("FEI-05 rejects a server that no longer exists", () => {
    assert.equal(disturbanceOf(sent, undefined), "the server no longer exists");
  });
});
