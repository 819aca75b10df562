import assert from "node:assert/strict";
import { fleetIds } from "../../../../../emulator";
import type { Properties } from "../../../../../provider/lifecycle/hiddenInput";
import type { Before, SystemDisk } from "../../../../../provider/resources/osReplacement/outcome";
import { begin, errorOf, inputs, outputsOf, serverIn, stageIn, type Stage } from "./stage";

/** "pulumi up", while something happens in the cloud when the new disk is there. */
async function upMeanwhile(
  stage: Stage,
  happens: Parameters<Stage["cloud"]["update"]>[0],
  program?: Properties,
): Promise<void> {
  const command = begin(stage, program);
  command.catch(() => undefined);
  await stage.time.until(stage.time.sleep(14 * 60_000));
  stage.cloud.update(happens);
  await stage.time.until(command);
}

describe("what a change of an OS has done is read", () => {
  it("OSR-14 accepts that the size changes with the image: old and new are outputs", async () => {
    const stage = stageIn();
    await stage.up(inputs);
    const { before, systemDisk } = outputsOf(stage) as { before: Before; systemDisk: SystemDisk };
    assert.deepEqual([before.systemDisk?.sizeGb, systemDisk.sizeGb], [40, 10]);
  });

  it("OSR-10 accepts the addresses as an output", async () => {
    const stage = stageIn();
    await stage.up(inputs);
    const { before } = outputsOf(stage) as { before: Before };
    const [{ addr, mac } = { addr: "", mac: "" }] = addressesIn(stage);
    assert.deepEqual(before.addresses, [{ ip: addr, mac }]);
  });

  it("OSR-23 accepts that the temporary server is gone, and rejects to be silent about one that remains", async () => {
    const calm = stageIn();
    await calm.up(inputs);
    assert.deepEqual(outputsOf(calm)["leftServers"], []);
  });

  it("OSR-23 rejects to be silent about a server that appeared and remains", async () => {
    const stage = stageIn();
    const id = "99999999-0000-4000-8000-000000000009";
    await upMeanwhile(stage, (state) => {
      state.servers.push({ ...structuredClone(serverIn(state)), id, name: "left-over" });
    });
    assert.deepEqual(outputsOf(stage)["leftServers"], [{ id, name: "left-over" }]);
    assert.ok(stage.history.warnings.some((text) => text.includes(`${id} ("left-over")`)));
  });

  it("OSR-06 rejects that a data disk has gone meanwhile; the next run has nothing to do", async () => {
    const stage = stageIn();
    const error = await errorOf(
      upMeanwhile(stage, (state) => {
        const server = serverIn(state);
        server.disks = server.disks.filter(({ id }) => id !== fleetIds.db01DataDisk);
      }),
    );
    assert.match(error.message, /data disks are none now, and were 22222222-0002-4000-8000-000000000002/);
    assert.equal(outputsOf(stage)["settled"], true);
    await stage.upUntilUnchanged(inputs);
    assert.equal(stage.cloud.state().osChanges.length, 1);
  });

  it("OSR-15 accepts a disk that is encrypted as asked for, and says that it was looked at", async () => {
    const stage = stageIn();
    await stage.up({ ...inputs, encryption: {} });
    assert.ok(
      ((outputsOf(stage)["verified"] ?? []) as string[]).includes(
        "the system disk is encrypted with the key that was asked for",
      ),
    );
  });

  it("OSR-15 rejects a disk that is not encrypted although that was asked for, and tells it once", async () => {
    const stage = stageIn();
    const error = await errorOf(
      upMeanwhile(
        stage,
        (state) => {
          for (const disk of serverIn(state).disks)
            if (disk.device === "/dev/vda") Object.assign(disk, { encrypted: false, cmkId: null });
        },
        { ...inputs, encryption: {} },
      ),
    );
    assert.match(error.message, /not encrypted, and encryption was asked for/);
    assert.equal(outputsOf(stage)["settled"], true);
  });

  it("puts tags and metadata back that the change has dropped", async () => {
    const stage = stageIn({ osChangeMetadata: "lost", osChangeTags: "lost" });
    stage.cloud.update((state) => {
      const server = serverIn(state);
      server.tags = [{ key: "team", value: "db" }];
      server.metadata["owner"] = "anna";
    });
    await stage.up(inputs);
    const server = serverIn(stage.cloud.state());
    assert.deepEqual(server.tags, [{ key: "team", value: "db" }]);
    assert.equal(server.metadata["owner"], "anna");
  });
});

describe("a change of an OS loses the record of it", () => {
  const world = { osChangeMetadata: "lost" } as const;

  /** The call of the request for the change. */
  async function requestNumber(): Promise<number> {
    const uncut = stageIn(world);
    await uncut.up(inputs);
    return uncut.calls.findIndex((call) => call.endsWith("/changeos"));
  }

  it("is gone on with by the run after Ctrl-C, and verified", async () => {
    const stage = stageIn(world);
    await errorOf(stage.up(inputs, { call: await requestNumber(), kind: "interrupted" }));
    await stage.up(inputs);
    const { nothingDone, verified, attempts } = outputsOf(stage);
    assert.equal(nothingDone, undefined);
    assert.ok((verified as string[]).includes("the data disks are the same"));
    assert.deepEqual(
      (attempts as { result: string }[]).map(({ result }) => result),
      ["succeeded"],
    );
  });

  it("is waited for by a run that knows nothing of it, and not called spent consent", async () => {
    const stage = stageIn(world);
    await stage.up(inputs, { call: await requestNumber(), kind: "killedAfter" });
    await stage.time.until(stage.time.sleep(12 * 60_000));
    assert.equal((await stage.up(inputs)).result, "created");
    const { status, imageId } = serverIn(stage.cloud.state());
    assert.deepEqual([status, imageId, stage.cloud.state().osChanges.length], ["ACTIVE", fleetIds.suse, 1]);
  });
});

describe("somebody else changes the OS afterwards", () => {
  const elsewhere = (stage: Stage) =>
    stage.cloud.update((state) => {
      serverIn(state).imageId = fleetIds.windows;
    });

  it("shows as what it is, and nothing is destroyed because of it", async () => {
    const stage = stageIn();
    await stage.up(inputs);
    elsewhere(stage);
    await stage.refresh();
    assert.match(String(outputsOf(stage)["drift"]), new RegExp(`image ${fleetIds.windows} instead of`));
    const { result } = await stage.up(inputs);
    assert.deepEqual([result, stage.cloud.state().osChanges.length], ["unchanged", 1]);
  });

  it("is mended where the user wants that, with new consent only", async () => {
    const stage = stageIn();
    const program = { ...inputs, onDrift: "replaceAgain", stopServer: { soft: true } };
    await stage.up(program);
    elsewhere(stage);
    await stage.refresh();
    assert.match((await errorOf(stage.up(program))).message, /consent is spent/);
    const disk = serverIn(stage.cloud.state()).disks.find(({ device }) => device === "/dev/vda");
    const { result } = await stage.up({ ...program, mayLoseSystemDisk: disk?.id });
    assert.deepEqual([result, stage.cloud.state().osChanges.length], ["replaced", 2]);
    assert.equal(serverIn(stage.cloud.state()).imageId, fleetIds.suse);
  });

  it("is gone only where the server is", async () => {
    const stage = stageIn();
    await stage.up(inputs);
    stage.cloud.update((state) => {
      state.servers = state.servers.filter(({ id }) => id !== fleetIds.db01);
    });
    await stage.refresh();
    assert.equal(stage.engine.state, undefined);
  });
});

function addressesIn(stage: Stage): { addr: string; mac: string }[] {
  return serverIn(stage.cloud.state()).addresses.map(({ address, macAddress }) => ({
    addr: address,
    mac: macAddress,
  }));
}
