import assert from "node:assert/strict";
import type { CloudState } from "../../../../../emulator";
import { parseRecord } from "../../../../../provider/procedures/operationRecord";
import { begin, errorOf, inputs, made, meanwhile, outputsOf, records, serverIn, stageIn } from "./stage";

const isWrite = (call: string): boolean => !call.startsWith("GET ");

describe("a server while its full-ECS image is made", () => {
  it("FEI-05 accepts two writes of ours: between the request and the backup the record gets its job", async () => {
    const stage = stageIn();
    const { calls } = await stage.up(inputs);
    const asked = calls.findIndex((call) => call.endsWith("/wholeimages/action"));
    const metadata = `POST /v1/project/cloudservers/${inputs.server}/metadata`;
    const writes = calls
      .filter(isWrite)
      .map((call) => call.replace(/^(POST \/v1\/)[^/]+(\/cloudservers)/, "$1project$2"));
    assert.deepEqual(writes, [...[metadata, "POST /v1/cloudimages/wholeimages/action", metadata, metadata]]);
    const settled = calls.findLastIndex((call) => call.endsWith("/metadata"));
    const looks = calls.slice(asked, settled).filter((call) => call.includes("/backups/"));
    assert.ok(looks.length > 0, "settled only after a look at the backup");
  });

  it("FEI-05 accepts nothing else on the server than that one record", async () => {
    const stage = stageIn();
    const before = serverIn(stage.cloud.state());
    await stage.up(inputs);
    const { metadata, updatedAt: _updated, ...after } = serverIn(stage.cloud.state());
    const { metadata: none, updatedAt: _before, ...others } = before;
    assert.deepEqual(after, others);
    assert.deepEqual(none, {});
    const [key = "", ...more] = Object.keys(metadata);
    assert.deepEqual(more, []);
    assert.equal(parseRecord(metadata[key] ?? "")?.state, "settled");
  });

  const disturbances: { what: string; happens: (state: CloudState) => void; expected: RegExp }[] = [
    {
      what: "stops it",
      happens: (state) => (serverIn(state).status = "SHUTOFF"),
      expected: /web-01 has been stopped \(it was running, and is SHUTOFF\)/,
    },
    {
      what: "restarts it",
      happens: (state) => (serverIn(state).taskState = "rebooting"),
      expected: /web-01 is being restarted \(task rebooting\)/,
    },
    {
      what: "detaches its system disk",
      happens: (state) => {
        const server = serverIn(state);
        server.disks = server.disks.filter(({ bootIndex }) => bootIndex !== 0);
      },
      expected: /the system disk of web-01 has been detached/,
    },
  ];
  for (const { what, happens, expected } of disturbances)
    it(`FEI-05 rejects somebody who ${what}: warned of, and named in the failure beside the cloud's reason`, async () => {
      const stage = stageIn();
      const error = await errorOf(meanwhile(stage, 25, happens, begin(stage)));
      assert.match(error.message, /ended FAIL \(IMG\.0126\)/);
      assert.match(error.message, expected);
      assert.match(error.message, /\[FEI-05: /);
      assert.equal(outputsOf(stage)["settled"], false);
    });

  it("FEI-05 rejects a disturbance that breaks the backup after the snapshots", async () => {
    const stage = stageIn();
    stage.cloud.update(({ world }) => (world.disturbanceAfterSnapshot = "backupFails"));
    const stop = (state: CloudState): void => {
      serverIn(state).status = "SHUTOFF";
    };
    const error = await errorOf(meanwhile(stage, 45, stop, begin(stage)));
    assert.match(error.message, /its backup \S+ is in state error.*web-01 has been stopped/);
  });

  it("FEI-16 rejects an image of a server that somebody stops meanwhile, and the next run makes it", async () => {
    const stage = stageIn();
    const stop = (state: CloudState): void => {
      serverIn(state).status = "SHUTOFF";
    };
    const error = await errorOf(meanwhile(stage, 25, stop, begin(stage)));
    assert.match(error.message, /ended FAIL \(IMG\.0126\).*was ACTIVE and is SHUTOFF/);
    await stage.upUntilUnchanged(inputs);
    assert.equal(outputsOf(stage)["imageStatus"], "Normal");
    assert.equal(made(stage.cloud.state()).length, 1);
    assert.equal(records(stage.cloud.state()).length, 1);
  });

  it("FEI-05 accepts a server that is left alone: nobody is warned", async () => {
    const stage = stageIn();
    await stage.up(inputs);
    assert.deepEqual(stage.history.warnings, []);
  });
});
