import assert from "node:assert/strict";
import { EmulatedOpenTelekomCloud, type CloudState, type World } from "../../emulator";
import { openTelekomCloud } from "../../provider/backends/openTelekomCloud";
import { parseMark } from "../../provider/ports/mark";
import { isRecordKey, parseRecord } from "../../provider/procedures/operationRecord";
import { asAnyDefinition } from "../../provider/resources/definition";
import { fullEcsImage } from "../../provider/resources/fullEcsImage";
import { fleetIds } from "../../emulator/openTelekomCloud/defaultFleet";
import type { EmulatedCloud, History, Subject } from "./harness";

/** Short stages: what matters is their order, and every look at the cloud is one more call to cut. */
const durations: Partial<World> = {
  queueSeconds: 5,
  snapshotSeconds: 20,
  backupSeconds: 30,
  backupDeletionSeconds: 5,
};

const worlds: Record<string, Partial<World>> = {
  "image visible while made, job ends before the backup": {},
  "image visible while made, job ends after the backup": { jobEnds: "afterBackup" },
  "image invisible while made, job ends before the backup": { imageVisibleWhileCreated: false },
  "image invisible while made, job ends after the backup": {
    imageVisibleWhileCreated: false,
    jobEnds: "afterBackup",
  },
  "effects show 5 s late": { visibilityLagSeconds: 5 },
  "effects show 5 s late, records 3 s late, image invisible while made": {
    visibilityLagSeconds: 5,
    metadataLagSeconds: 3,
    imageVisibleWhileCreated: false,
  },
  "the job is forgotten at once": { jobRecordLifetimeSeconds: 1, wholeImageAttribute: "absent" },
};

/** An emulated Open Telekom Cloud in virtual time. */
export function emulatedIn(world: Partial<World>, now: () => number): EmulatedCloud<CloudState> {
  const cloud = new EmulatedOpenTelekomCloud({ now, world: { ...durations, ...world } });
  const { region, projectId, accessKey, secretKey } = cloud.account;
  return {
    adapter: cloud.axiosAdapter(),
    state: () => cloud.state(),
    update: (change) => cloud.update(change),
    connect: (surroundings) =>
      openTelekomCloud(
        { cloud: "openTelekomCloud", region, projectId, accessKey, secretKey },
        { ...surroundings, random: () => 0.5 },
      ),
  };
}

/** FullEcsImage in the harness of cuts. */
export const fullEcsImageSubject: Subject<CloudState> = {
  definition: asAnyDefinition(fullEcsImage),
  worlds: Object.fromEntries(
    Object.entries(worlds).map(([name, world]) => [name, (now: () => number) => emulatedIn(world, now)]),
  ),
  inputs: {
    server: fleetIds.web01,
    vault: { id: fleetIds.vaultServers },
    name: "web-01 full",
    description: "before the upgrade",
  },
  changedInputs: { server: fleetIds.db01, vault: { id: fleetIds.vaultServers }, name: "db-01 full" },
  replacingInputs: {
    server: fleetIds.web01,
    vault: { id: fleetIds.vaultServers },
    name: "web-01 again",
    description: "after the upgrade",
  },
  assertComplete,
  assertGone,
  isRecordWrite: (call) => call.startsWith("POST") && call.endsWith("/metadata"),
  adviceIn: (message) => {
    const [, imageId, backupId] = /delete image (\S+) with its backup (\S+)/.exec(message) ?? [];
    if (imageId === undefined) return undefined;
    return (state) => {
      state.images = state.images.filter((image) => image.id !== imageId);
      state.backups = state.backups.filter((backup) => backup.id !== backupId);
    };
  },
};

function assertComplete(state: CloudState, outputs: Record<string, unknown>, history: History): void {
  const made = privateImages(state);
  const left = made.filter((image) => image.id !== outputs["imageId"]);
  const image = made.find((candidate) => candidate.id === outputs["imageId"]);
  assert.ok(image, `the outputs name image ${String(outputs["imageId"])}, and the cloud has none of it`);
  assertLeftBy(left, history);

  const inputs = history.inputs.at(-1) ?? {};
  assert.equal(image.name, inputs["name"]);
  assert.equal(image.status, "active");
  assert.equal(image.source?.serverId, inputs["server"]);
  const backup = state.backups.find((candidate) => candidate.id === image.backupId);
  assert.equal(backup?.status, "available");
  assert.equal(outputs["backupId"], backup.id);
  assert.equal(outputs["settled"], true);
  assert.equal(outputs["imageStatus"], "Normal");
  assert.equal(outputs["availableOnlyIn"], undefined);
  const server = state.servers.find((candidate) => candidate.id === inputs["server"]);
  assert.deepEqual(
    [...(outputs["diskIds"] as string[])].sort(),
    server?.disks.map((disk) => disk.id).sort(),
    "FEI-01: every disk of the server is in the image",
  );
  assert.equal(state.backups.length, made.length, "one backup for each image");
  const unsettled = ownRecords(state).filter((record) => record.state !== "settled");
  assert.deepEqual(unsettled, [], "no record speaks of an operation that has not ended");
}

function assertGone(state: CloudState, history: History): void {
  const images = privateImages(state);
  assertLeftBy(images, history);
  assert.equal(state.backups.length, images.length, "no backup is left");
  const left = new Set(images.map(generationOf));
  const records = ownRecords(state).filter((record) => !(history.inTheGap && left.has(record.generation)));
  assert.deepEqual(records, [], "no record is left");
}

/** At most one image may be left over, only in the one gap, and then the user was told. */
function assertLeftBy(left: CloudState["images"], history: History): void {
  assert.deepEqual(
    left.slice(history.inTheGap ? 1 : 0).map((image) => image.name),
    [],
    "no image is left over",
  );
  for (const image of left)
    assert.ok(
      history.warnings.some((warning) => warning.includes(generationOf(image) ?? "no mark")),
      "the image that is left over was reported",
    );
}

function privateImages(state: CloudState): CloudState["images"] {
  return state.images.filter((image) => image.imageType === "private");
}

function generationOf(image: CloudState["images"][number]): string | undefined {
  return parseMark(image.tags.find((tag) => tag.key === "ecs-lifecycle")?.value)?.generation;
}

function ownRecords(state: CloudState | undefined) {
  return (state?.servers ?? [])
    .flatMap((server) => Object.entries(server.metadata))
    .filter(([key]) => isRecordKey(key))
    .map(([, text]) => parseRecord(text))
    .filter((record) => record !== undefined);
}
