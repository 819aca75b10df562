import assert from "node:assert/strict";
import { callIn, changesIn, errorOf, inputs, outputsOf, put, serverIn, stageIn, type Stage } from "./stage";
import { formatRecord, recordKey } from "../../../../../provider/procedures/operationRecord";

const isJob = (call: string) => call.includes("/jobs/");

describe("a server whose record was lost by the change", () => {
  it("OSR-12 is left alone for the settle time by a run that knows nothing of the change", async () => {
    const world = { osChangeMetadata: "lost" } as const;
    const stage = stageIn(world);
    stage.cloud.update((state) => {
      serverIn(state).createdAt = stage.time.now() - 24 * 3_600_000;
    });
    await stage.up(inputs, { call: await callIn(stageIn(world), inputs, isJob), kind: "killedBefore" });
    await stage.time.until(
      (async () => {
        while (stage.cloud.state().osChanges[0]?.result === "running") await stage.time.sleep(5_000);
      })(),
    );
    assert.equal((await stage.up(inputs)).result, "created");
    const { injectionEndsAt } = stage.cloud.state().osChanges[0] ?? {};
    assert.ok(stage.time.now() >= Number(injectionEndsAt), "password or key are injected by then");
    assert.match(String(outputsOf(stage)["nothingDone"]), /has image .* already/);
  });
});

describe("what users keep at a server", () => {
  it("is put back by a run that goes on with the change: its tags are in the state", async () => {
    const world = { osChangeTags: "lost" } as const;
    const stage = stageIn(world);
    const tags = [{ key: "team", value: "db" }];
    stage.cloud.update((state) => {
      serverIn(state).tags = [...tags];
    });
    await errorOf(
      stage.up(inputs, { call: await callIn(stageIn(world), inputs, isJob, 3), kind: "interrupted" }),
    );
    await stage.upUntilUnchanged(inputs);
    assert.deepEqual(serverIn(stage.cloud.state()).tags, tags);
    const notVerifiable = outputsOf(stage)["notVerifiable"] as string[];
    assert.ok(
      notVerifiable.some((what) => what.includes("metadata")),
      "nothing tells what metadata there was",
    );
  });

  it("is not the record of another resource, which that has removed meanwhile", async () => {
    const stage = stageIn();
    const key = "ecs-lifecycle.aaaaaaaaaaaa";
    stage.cloud.update((state) => {
      serverIn(state).metadata[key] =
        "v=1 k=FullEcsImage g=aaaaaaaaaaaaaaaa i=bbbbbbbbbbbb a=1 s=settled b=1767268000 t=1767268000 d=cccccccccccc y=dddddddddddd p=running";
    });
    const command = stage.beginUp(inputs);
    await stage.time.until(stage.time.sleep(14 * 60_000));
    stage.cloud.update((state) => {
      serverIn(state).metadata = {};
    });
    await stage.time.until(command);
    assert.equal(serverIn(stage.cloud.state()).metadata[key], undefined);
  });
});

describe("a change that was followed to its end", () => {
  it("is not waited for again by replacements that find nothing to do", async () => {
    const stage = stageIn();
    stage.cloud.update((state) => {
      serverIn(state).createdAt = stage.time.now() - 24 * 3_600_000;
    });
    await stage.up(inputs);
    const begin = stage.time.now();
    for (let times = 0; times < 2; times++) await stage.up(inputs, undefined, { replace: true });
    assert.ok(stage.time.now() - begin < 60_000, `${(stage.time.now() - begin) / 1000} s`);
    assert.equal(changesIn(stage.cloud.state()), 1);
  });

  it("is told of where it cannot be recorded", async () => {
    const stage = stageIn();
    const up = errorOf(stage.beginUp(inputs));
    await stage.time.until(untilChanging(stage));
    const body = { error: { code: "Ecs.0005", message: "metadata refused" } };
    const match = { method: "POST", path: "/metadata$" };
    put(stage, { id: "no", kind: "status", status: 400, times: 999, match, body });
    const { message } = await stage.time.until(up);
    assert.match(
      message,
      /^the OS of server .* was changed to image .* could not be recorded .*metadata refused/,
    );
  });

  it("was not begun when what users keep was looked at: it is put back as it was right before", async () => {
    const stage = stageIn({ osChangeTags: "lost" });
    const record = (state: "sent" | "settled"): void => {
      const now = Math.floor(stage.time.now() / 1000);
      stage.cloud.update((cloud) => {
        serverIn(cloud).metadata[recordKey("urn:rival")] = formatRecord({
          ...{ kind: "FullEcsImage", generation: "aaaaaaaaaaaaaaaa", inputsDigest: "bbbbbbbbbbbb" },
          ...{ attempt: 1, state, since: now, attemptAt: now },
          ...{ disksDigest: "cccccccccccc", systemDiskDigest: "dddddddddddd", serverState: "stopped" },
        });
      });
    };
    stage.cloud.update((state) => {
      serverIn(state).tags = [{ key: "team", value: "db" }];
    });
    record("sent");
    const up = stage.beginUp(inputs);
    await stage.time.until(stage.time.sleep(300_000));
    stage.cloud.update((state) => {
      serverIn(state).tags = [];
    });
    record("settled");
    await stage.time.until(up);
    assert.deepEqual(serverIn(stage.cloud.state()).tags, []);
  });
});

async function untilChanging(stage: Stage): Promise<void> {
  while (changesIn(stage.cloud.state()) === 0) await stage.time.sleep(1_000);
}

describe("encryption that is asked for of a server that has the image", () => {
  it("is not claimed where the disk could not be looked up, and nothing is destroyed because of that", async () => {
    const stage = stageIn();
    await stage.up(inputs);
    put(stage, {
      ...{ id: "disks", kind: "status", status: 403, times: 99 },
      match: { method: "GET", path: "/os-vendor-volumes/|/cloudvolumes" },
      body: { error: { code: "Pdp.0001", message: "no permission" } },
    });
    await stage.up({ ...inputs, encryption: {} });
    assert.match(
      String(outputsOf(stage)["nothingDone"]),
      /whether its disk is encrypted .* could not be looked up/,
    );
    assert.equal(changesIn(stage.cloud.state()), 1);
  });
});
