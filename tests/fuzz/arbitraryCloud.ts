import fc from "fast-check";
import { fleetIds, type CloudState } from "../../emulator";
import { formatMark } from "../../provider/ports/mark";
import { formatRecord, recordKey, type OperationRecord } from "../../provider/procedures/operationRecord";
import { backupIds, generations, imageIds, serverIds, urn } from "./identities";
import { tags } from "./arbitraryInputs";

type ImageState = CloudState["images"][number];
type BackupState = CloudState["backups"][number];

const instant = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) });
const generation = fc.constantFrom(...generations);

const mark = fc.oneof(
  generation.map((its) => formatMark(urn, its)),
  fc.constantFrom("", "0123456789ab_0123456789abcdef", "no-mark", "____"),
);

const imageTags = fc
  .tuple(tags, fc.option(mark))
  .map(([others, its]) => ({ ...others, ...(its !== null && { "ecs-lifecycle": its }) }))
  .map((all) => Object.entries(all).map(([key, value]) => ({ key, value })));

const image: fc.Arbitrary<ImageState> = fc.record({
  id: fc.constantFrom(...imageIds),
  name: fc.string({ minLength: 1, maxLength: 128 }),
  description: fc.option(fc.string({ maxLength: 1024 })),
  status: fc.constantFrom("queued", "saving", "active", "killed", "deleted", "pending_delete"),
  imageType: fc.constant("private" as const),
  sharing: fc.constant(null),
  thirdParty: fc.constant(false),
  cmkId: fc.constant(null),
  wholeImage: fc.boolean(),
  backupId: fc.option(fc.constantFrom(...backupIds)),
  source: fc.constant(null),
  osType: fc.constantFrom("Linux", "Windows"),
  platform: fc.constant("Ubuntu"),
  osVersion: fc.constant("Ubuntu 22.04 server 64bit"),
  minDiskGb: fc.nat(),
  minRamMb: fc.nat(),
  maxRamMb: fc.option(fc.nat()),
  sizeBytes: fc.nat(),
  protected: fc.boolean(),
  enterpriseProjectId: fc.constantFrom("0", "", "c10d4c5a-9b7d-4f2a-8b0c-0d0e0e0e0e0e"),
  attributes: fc.constant({}),
  tags: imageTags,
  createdAt: instant,
  updatedAt: instant,
  activeAt: fc.option(instant),
});

const backup: fc.Arbitrary<BackupState> = fc.record({
  id: fc.constantFrom(...backupIds),
  name: fc.string(),
  description: fc.string(),
  status: fc.constantFrom(
    "waiting_protect",
    "protecting",
    "available",
    "deleting",
    "error",
    "restoring",
    "new",
  ),
  vaultId: fc.constantFrom(fleetIds.vaultServers, fleetIds.vaultFull, "gone"),
  checkpointId: fc.uuid(),
  serverId: fc.oneof(fc.constantFrom(...serverIds), fc.uuid()),
  serverName: fc.string(),
  availabilityZone: fc.constantFrom("eu-de-01", ""),
  sizeGb: fc.nat(),
  storedMb: fc.nat(),
  restoreMode: fc.constantFrom("na", "snapshot", "backup"),
  imageIds: fc.subarray([...imageIds]),
  children: fc.array(
    fc.record({
      id: fc.uuid(),
      diskId: fc.uuid(),
      sizeGb: fc.nat(),
      bootable: fc.boolean(),
      encrypted: fc.boolean(),
      snapshotId: fc.uuid(),
    }),
    { maxLength: 3 },
  ),
  createdAt: instant,
  updatedAt: instant,
  protectedAt: fc.option(instant),
});

const seconds = fc.integer({ min: 1, max: 2_000_000_000 });
const record: fc.Arbitrary<OperationRecord> = fc.record(
  {
    generation,
    kind: fc.constant("FullEcsImage"),
    inputsDigest: fc.constantFrom("0123456789ab"),
    attempt: fc.integer({ min: 1, max: 9 }),
    state: fc.constantFrom("intended", "sent", "failed", "settled"),
    since: seconds,
    attemptAt: seconds,
    disksDigest: fc.constantFrom("0123456789ab"),
    systemDiskDigest: fc.constantFrom("0123456789ab"),
    serverState: fc.constantFrom("running", "stopped"),
    jobId: fc.constantFrom("job-1"),
  },
  {
    requiredKeys: [
      "generation",
      "kind",
      "inputsDigest",
      "attempt",
      "state",
      "since",
      "attemptAt",
      "disksDigest",
      "systemDiskDigest",
      "serverState",
    ],
  },
);
const recordText = fc.oneof(
  record.map(formatRecord),
  fc.string({ maxLength: 255 }),
  fc.constantFrom("v=2 s=sent", "= ="),
);

/** What differs from the fleet. */
export interface CloudFacts {
  images: ImageState[];
  backups: BackupState[];
  server: {
    id: string;
    name: string;
    status: string;
    taskState: string | null;
    frozen: boolean;
    record: string | null;
  };
  imageQuota: number;
}

/** A cloud that nobody has tidied up, in which all values are well-formed. */
export const anyCloud: fc.Arbitrary<CloudFacts> = fc.record({
  images: fc.uniqueArray(image, { maxLength: 2, selector: ({ id }) => id }),
  backups: fc.uniqueArray(backup, { maxLength: 2, selector: ({ id }) => id }),
  server: fc.record({
    id: fc.constantFrom(...serverIds),
    name: fc.constantFrom("web-01", "db-01", "x"),
    status: fc.constantFrom("ACTIVE", "SHUTOFF", "ERROR", "DELETED", "BUILD"),
    taskState: fc.option(fc.constantFrom("powering-off", "image_snapshot", "")),
    frozen: fc.boolean(),
    record: fc.option(recordText),
  }),
  imageQuota: fc.nat({ max: 3 }),
});

/** Makes a cloud so. */
export function arrange(state: CloudState, { images, backups, server, imageQuota }: CloudFacts): void {
  state.images.push(...structuredClone(images));
  state.backups.push(...structuredClone(backups));
  state.imageQuota = imageQuota;
  const changed = state.servers.find(({ id }) => id === server.id);
  if (!changed) throw new Error(`the fleet has no server ${server.id}`);
  const { record: text, ...facts } = server;
  Object.assign(changed, facts);
  if (text !== null) changed.metadata[recordKey(urn)] = text;
}
