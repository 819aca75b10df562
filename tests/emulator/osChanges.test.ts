import assert from "node:assert/strict";
import { fleetIds } from "../../emulator";
import { TestCloud } from "./testCloud";

const path = `/v2/{pid}/cloudservers/${fleetIds.db01}/changeos`;
const seconds = 900;

describe("an emulated change of an OS", () => {
  it("gives a stopped server a new system disk with the image, and starts it", async () => {
    const test = new TestCloud();
    const before = await test.server(fleetIds.db01);
    const { status, body } = await test.call("ecs", "POST", path, {
      "os-change": { imageid: fleetIds.windows, keyname: "fleet-key" },
    });
    assert.equal(status, 200, JSON.stringify(body));
    const job = async () => (await test.call("ecs", "GET", `/v1/{pid}/jobs/${body.job_id}`)).body;
    assert.equal((await job()).status, "INIT");
    const shown = await test.server(fleetIds.db01);
    assert.deepEqual(
      [shown.status, shown["OS-EXT-STS:vm_state"], shown["OS-EXT-STS:task_state"]],
      ["REBUILD", "stopped", "rebuilding"],
    );

    test.pass(seconds - 1);
    assert.equal((await job()).status, "RUNNING");
    test.pass(1);
    const ended = await job();
    assert.deepEqual([ended.status, ended.error_code, ended.fail_reason], ["SUCCESS", null, null]);
    assert.deepEqual(
      ended.entities.sub_jobs.map((sub: { status: string; entities: object }) => [sub.status, sub.entities]),
      [1, 2].map(() => ["SUCCESS", { server_id: fleetIds.db01 }]),
    );

    const after = await test.server(fleetIds.db01);
    assert.deepEqual(
      [after.status, after["OS-EXT-STS:task_state"], after.image.id],
      ["ACTIVE", null, fleetIds.windows],
    );
    assert.deepEqual(after.addresses, before.addresses);
    const [system, data] = after["os-extended-volumes:volumes_attached"];
    assert.equal(system.bootIndex, "0");
    assert.notEqual(system.id, fleetIds.db01SystemDisk);
    assert.equal(data.id, fleetIds.db01DataDisk);
    const volume = (id: string) => test.call("evs", "GET", `/v2/{pid}/os-vendor-volumes/${id}`);
    const made = (await volume(system.id)).body.volume;
    assert.deepEqual([made.size, made.volume_type, made.bootable], [40, "SAS", "true"]);
    assert.equal((await volume(fleetIds.db01SystemDisk)).status, 404);
  });
});
