import assert from "node:assert/strict";
import type { CloudState, World } from "../../emulator";
import { parseMark } from "../../provider/ports/mark";
import { isUnsettled, type OperationRecord } from "../../provider/procedures/operationRecord";
import { asAnyDefinition } from "../../provider/resources/definition";
import { fullEcsImage } from "../../provider/resources/fullEcsImage";
import { fleetIds } from "../../emulator/openTelekomCloud/defaultFleet";
import { worldsOf } from "./emulatedIn";
import { recordIn, recordsBeside } from "./records";
import type { History, Saved, Subject } from "./subject";

/** What the procedure sees, both ways. */
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

/** Those in which the bad weather is tried, too: everything shows at once, or late. */
export const badWeatherWorlds: readonly string[] = [
  "image visible while made, job ends before the backup",
  "effects show 5 s late, records 3 s late, image invisible while made",
];

const guest = { osFamily: "Linux", diskGroups: false, database: false };
const vault = { id: fleetIds.vaultServers };
const inputs = {
  guest,
  server: fleetIds.web01,
  vault,
  name: "web-01 full",
  description: "before the upgrade",
};

/** FullEcsImage in the harness of cuts. */
export const fullEcsImageSubject: Subject<CloudState> = {
  definition: asAnyDefinition(fullEcsImage),
  worlds: worldsOf(worlds),
  inputs,
  changedInputs: { ...inputs, server: fleetIds.db01, name: "db-01 full" },
  replacingInputs: { ...inputs, name: "web-01 again", description: "after the upgrade" },
  update: {
    from: {
      ...inputs,
      completeWhen: "usableInSourceAz",
      tags: { team: "web", stage: "test" },
      maxRamMb: 65536,
    },
    to: {
      ...inputs,
      completeWhen: "backedUp",
      name: "web-01 before 2.0",
      description: "kept for the audit",
      tags: { team: "shop", owner: "anna" },
      minRamMb: 4096,
    },
  },
  assertComplete,
  assertGone,
  recordIn,
  adviceIn: (message) => {
    const [, imageId, backupId] = /delete image (\S+) with its backup (\S+)/.exec(message) ?? [];
    if (imageId === undefined) return undefined;
    return (state) => {
      state.images = state.images.filter((image) => image.id !== imageId);
      state.backups = state.backups.filter((backup) => backup.id !== backupId);
    };
  },
  isFinalRefusal: () => false,
};

function assertComplete(state: CloudState, { id, outputs }: Saved, history: History): void {
  const made = privateImages(state);
  const image = made.find((candidate) => candidate.id === outputs["imageId"]);
  assert.ok(image, `the outputs name image ${String(outputs["imageId"])}, and the cloud has none of it`);
  assertLeftBy(
    made.filter((other) => other !== image),
    history,
  );
  assertAsAskedFor(image, id, history.inputs.at(-1) ?? {});
  assertBackedUp(state, image, outputs, history.inputs.at(-1) ?? {});
  assert.equal(outputs["settled"], true);
  assert.equal(outputs["imageStatus"], "Normal");
  assert.equal(usableBackups(state).length, usable(made).length, "one backup for each image");
  assertFailedOnesAreNamed(state, history);
  const unsettled = ownRecords(state).filter((record) => record.state !== "settled");
  assert.deepEqual(unsettled, [], "no record speaks of an operation that has not ended");
}

type Image = CloudState["images"][number];
type Inputs = Record<string, unknown>;

/** What the program says of the image, and that it carries the mark of the resource. */
function assertAsAskedFor(image: Image, id: string, inputs: Inputs): void {
  const tags = Object.fromEntries(image.tags.map(({ key, value }) => [key, value]));
  const { "ecs-lifecycle": mark, ...usersTags } = tags;
  assert.deepEqual(
    {
      name: image.name,
      description: image.description ?? "",
      tags: usersTags,
      minRamMb: image.minRamMb,
      maxRamMb: image.maxRamMb ?? 0,
      generation: parseMark(mark)?.generation,
      status: image.status,
      server: image.source?.serverId,
    },
    {
      // By default the logical name and 8 digits of the generation.
      name: inputs["name"] ?? `it-${id.slice(0, 8)}`,
      description: inputs["description"],
      tags: inputs["tags"] ?? {},
      minRamMb: inputs["minRamMb"] ?? 0,
      maxRamMb: inputs["maxRamMb"] ?? 0,
      generation: id,
      status: "active",
      server: inputs["server"],
    },
  );
}

function assertBackedUp(state: CloudState, image: Image, outputs: Inputs, inputs: Inputs): void {
  const backup = state.backups.find((candidate) => candidate.id === image.backupId);
  assert.ok(backup, "the backup behind the image is there");
  assert.equal(outputs["backupId"], backup.id);
  if (inputs["completeWhen"] !== "usableInSourceAz") {
    assert.equal(backup.status, "available");
    assert.equal(outputs["availableOnlyIn"], undefined, "FEI-06: the restriction has gone");
  }
  const server = state.servers.find((candidate) => candidate.id === inputs["server"]);
  assert.deepEqual(
    [...(outputs["disks"] as { id: string }[])].map((disk) => disk.id).sort(),
    server?.disks.map((disk) => disk.id).sort(),
    "FEI-01: every disk of the server is in the image",
  );
}

function assertGone(state: CloudState, history: History): void {
  const images = privateImages(state);
  assertLeftBy(images, history);
  assert.equal(usableBackups(state).length, usable(images).length, "no backup is left");
  assertFailedOnesAreNamed(state, history);
  const left = new Set(images.map(generationOf));
  const records = ownRecords(state).filter((record) => !left.has(record.generation));
  const unexpected = records.filter((record) => !(isUnsettled(record) && isTold(record.generation, history)));
  assert.deepEqual(unexpected, [], "no record is left");
}

/** Only what was made in the one gap, or has failed, may be left over, and then the user was told. */
function assertLeftBy(left: Image[], history: History): void {
  const told = [...history.warnings, ...history.errors].join("\n");
  const isExplained = (image: Image): boolean =>
    isFailed(image) ? told.includes(image.id) : history.orphans.has(generationOf(image) ?? "");
  assert.deepEqual(
    left.filter((image) => !isExplained(image)).map((image) => image.name),
    [],
    "no image is left over",
  );
  for (const image of left.filter((one) => !isFailed(one)))
    assert.ok(isTold(generationOf(image), history), "the image that is left over was reported");
}

function isTold(generation: string | undefined, { warnings, orphans }: History): boolean {
  if (generation === undefined || !orphans.has(generation)) return false;
  return warnings.some((warning) => warning.includes(generation));
}

function usable(images: Image[]): Image[] {
  return images.filter((image) => !isFailed(image));
}

function isFailed({ status }: Image): boolean {
  return status === "killed";
}

/** A backup that failed with its image proves to be nobody's: it stays, and the user was told. */
function assertFailedOnesAreNamed(state: CloudState, history: History): void {
  const told = [...history.warnings, ...history.errors].join("\n");
  for (const { id, status } of state.backups)
    assert.ok(status !== "error" || told.includes(id), `the backup ${id} that failed is named`);
}

function usableBackups(state: CloudState): CloudState["backups"] {
  return state.backups.filter(({ status }) => status !== "error");
}

function privateImages(state: CloudState): Image[] {
  return state.images.filter((image) => image.imageType === "private");
}

function generationOf(image: Image): string | undefined {
  return parseMark(image.tags.find((tag) => tag.key === "ecs-lifecycle")?.value)?.generation;
}

function ownRecords({ servers }: CloudState): OperationRecord[] {
  return servers.flatMap(recordsBeside);
}
