import assert from "node:assert/strict";
import { createOperation } from "../../../../provider/resources/fullEcsImage/createOperation";
import { carryOut, errorOf } from "./carryOut";
import { goal, ids } from "./samples";
import { backupAfter, ScriptedCloud, snapshotsAfter } from "./scriptedCloud";

/** What is written on the way to a backup that says how far it is. */
interface Told {
  /** Which backup the task says it writes. */
  backupId?: string | undefined;
  fraction?: (elapsedSeconds: number) => number;
}

/** A cloud in which the backup's task says how far it is, until the backup is complete. */
function cloudThatTells({ backupId = "backup-1", fraction = (elapsed) => elapsed / backupAfter }: Told = {}) {
  const cloud = new ScriptedCloud();
  const looks: number[] = [];
  const get = cloud.servers.get.bind(cloud.servers);
  const progress = cloud.backups.progress.bind(cloud.backups);
  cloud.servers.get = (id) => {
    looks.push(cloud.now());
    return get(id);
  };
  cloud.backups.progress = async (id) => {
    await progress(id);
    const [backup] = cloud.has.backups;
    if (backup?.state !== "copying") return undefined;
    return { fraction: fraction(cloud.now() - backup.createdAt), beganAt: backup.createdAt, backupId };
  };
  return { cloud, looks };
}

async function create(cloud: ScriptedCloud): Promise<void> {
  await carryOut(await createOperation(goal, undefined, cloud, () => undefined), cloud.clock);
}

/** The calls between the first look at the usable image and the settling of the record. */
function callsWhileCopied(cloud: ScriptedCloud): string[] {
  const from = cloud.calls.findIndex((call) => call.startsWith("images.get"));
  return cloud.calls.slice(from + 1, cloud.calls.lastIndexOf(`records.write ${ids.server}`));
}

describe("a full-ECS image that is followed", () => {
  it("is looked at again only when it is complete", async () => {
    const { cloud } = cloudThatTells();
    await create(cloud);
    const calls = callsWhileCopied(cloud);
    assert.equal(calls.filter((call) => call.startsWith("images.get")).length, 1, calls.join());
    assert.equal(cloud.made(/^images\.get/).length, 2);
  });

  it("FEI-05 accepts turns that look at the server alone: never more than a minute apart", async () => {
    const { cloud, looks } = cloudThatTells({ fraction: (elapsed) => elapsed / (4 * backupAfter) });
    await create(cloud);
    const pauses = looks.map((at, index) => at - (looks[index - 1] ?? at));
    assert.ok(Math.max(...pauses) <= 60, pauses.join());
    const lone = callsWhileCopied(cloud).filter((call) => !call.startsWith("servers.get"));
    assert.ok(lone.length < callsWhileCopied(cloud).length / 2, callsWhileCopied(cloud).join());
  });

  it("is asked for by its backup where the task is another backup's", async () => {
    const { cloud } = cloudThatTells({ backupId: "backup-0" });
    await create(cloud);
    assert.ok(
      callsWhileCopied(cloud).filter((call) => call.startsWith("backups.get")).length > 2,
      cloud.calls.join(),
    );
  });

  it("is asked for by its backup where the task does not move any more", async () => {
    const { cloud } = cloudThatTells({ fraction: () => 0.2 });
    cloud.after(snapshotsAfter + 30, (has) => {
      has.images = [];
      has.backups = [];
    });
    const { backups } = cloud;
    backups.progress = () => Promise.resolve({ fraction: 0.2, beganAt: undefined, backupId: "backup-1" });
    assert.match((await errorOf(create(cloud))).message, /is not there: .*Somebody may have deleted them/);
  });

  it("is complete as it was seen a moment before it was settled", async () => {
    const { cloud } = cloudThatTells();
    await create(cloud);
    const settled = cloud.calls.lastIndexOf(`records.write ${ids.server}`);
    assert.deepEqual(cloud.calls.slice(settled + 1), [`servers.get ${ids.server}`]);
  });

  it("is looked at once more where the settling took its time", async () => {
    const { cloud } = cloudThatTells();
    const write = cloud.records.write.bind(cloud.records);
    cloud.records.write = async (id, key, text, once) => {
      await write(id, key, text, once);
      if (text.includes("s=settled")) await cloud.clock.sleep(60_000);
    };
    await create(cloud);
    const settled = cloud.calls.lastIndexOf(`records.write ${ids.server}`);
    assert.deepEqual(cloud.calls.slice(settled + 2), ["images.get image-1", "backups.get backup-1"]);
  });
});
