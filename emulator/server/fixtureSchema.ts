import { z } from "zod";
import type {
  DiskQuota,
  DiskState,
  ImageState,
  ServerState,
  VaultState,
} from "../openTelekomCloud/cloudState";
import { diskOf, fixtureTime, serverOf, vaultOf } from "../openTelekomCloud/fixture";
import type { Fixture } from "../openTelekomCloud/fixture";
import type { World } from "../openTelekomCloud/world";

/** Every property of a type has to be described, and nothing else. */
type Shape<Type> = { [Name in keyof Type]-?: z.ZodType<Type[Name]> };
/** The same where the property may be left out: what is then usual is said by what reads it. */
type Optional<Type> = { [Name in keyof Type]-?: z.ZodType };

const text = z.string();
const given = z.string().min(1);
const flag = z.boolean();
const count = z.int().min(0);
const limit = z.int().min(-1);
const instant = z.number();
const seconds = z.number().min(0);
const tags = z.array(z.strictObject({ key: given, value: text }));

const disk = z
  .strictObject({
    name: text.exactOptional(),
    id: given,
    sizeGb: z.int().min(1).exactOptional(),
    volumeType: z.enum(["SSD", "SAS", "SATA", "GPSSD", "ESSD"]).exactOptional(),
    device: given.exactOptional(),
    bootIndex: z.int().min(-1).exactOptional(),
    deleteOnTermination: flag.exactOptional(),
    encrypted: flag.exactOptional(),
    dedicatedStorage: flag.exactOptional(),
    scsi: flag.exactOptional(),
    shared: flag.exactOptional(),
  } satisfies Optional<DiskState>)
  .transform(diskOf);

const server = z
  .strictObject({
    id: given,
    name: given,
    description: text.exactOptional(),
    status: given.exactOptional(),
    taskState: given.nullable().exactOptional(),
    availabilityZone: given.exactOptional(),
    osType: z.enum(["Linux", "Windows"]).exactOptional(),
    imageId: given.exactOptional(),
    keyName: given.nullable().exactOptional(),
    flavor: z.strictObject({ id: given, vcpus: count, ramMb: count }).exactOptional(),
    vpcId: given.exactOptional(),
    addresses: z
      .array(
        z.strictObject({
          address: given,
          macAddress: given,
          portId: given,
          type: z.enum(["fixed", "floating"]),
        }),
      )
      .exactOptional(),
    disks: z.array(disk).exactOptional(),
    metadata: z.record(z.string(), z.string()).exactOptional(),
    tags: tags.exactOptional(),
    locked: flag.exactOptional(),
    frozen: flag.exactOptional(),
    temporary: flag.exactOptional(),
    createdAt: instant.exactOptional(),
    updatedAt: instant.exactOptional(),
  } satisfies Optional<ServerState>)
  .transform(serverOf);

const vault = z
  .strictObject({
    id: given,
    name: given,
    description: text.exactOptional(),
    objectType: z.enum(["server", "disk", "turbo"]).exactOptional(),
    protectType: z.enum(["backup", "replication"]).exactOptional(),
    status: z.enum(["available", "lock", "frozen", "deleting", "error"]).exactOptional(),
    sizeGb: z.int().min(10).exactOptional(),
    usedMb: z.number().min(0).exactOptional(),
    resources: z
      .array(z.strictObject({ id: given, name: text, sizeGb: count, type: z.literal("OS::Nova::Server") }))
      .exactOptional(),
    tags: tags.exactOptional(),
    enterpriseProjectId: given.exactOptional(),
    locked: flag.exactOptional(),
    autoExpand: flag.exactOptional(),
    notify: flag.exactOptional(),
    threshold: z.int().min(1).max(100).exactOptional(),
    createdAt: instant.exactOptional(),
  } satisfies Optional<VaultState>)
  .transform(vaultOf);

const image = z.strictObject({
  id: given,
  name: given,
  description: text.nullable().default(null),
  status: z.enum(["queued", "saving", "active", "killed"]).default("active"),
  imageType: z.enum(["private", "gold"]).default("gold"),
  wholeImage: flag.default(false),
  backupId: given.nullable().default(null),
  source: z.strictObject({ serverId: given, vaultId: given }).nullable().default(null),
  osType: z.enum(["Linux", "Windows"]).default("Linux"),
  platform: given.default("Other"),
  osVersion: given.default("Other(64 bit) 64bit"),
  minDiskGb: z.int().min(1).default(40),
  minRamMb: count.default(0),
  maxRamMb: count.nullable().default(null),
  sizeBytes: count.default(0),
  protected: flag.default(false),
  enterpriseProjectId: given.default("0"),
  attributes: z.record(z.string(), z.string()).default({}),
  tags: tags.default([]),
  createdAt: instant.default(fixtureTime),
  updatedAt: instant.default(fixtureTime),
  activeAt: instant.nullable().default(fixtureTime),
} satisfies Shape<ImageState>);

const diskQuota = z.strictObject({
  volumes: limit.exactOptional(),
  gigabytes: limit.exactOptional(),
  snapshots: limit.exactOptional(),
  backups: limit.exactOptional(),
  backupGigabytes: limit.exactOptional(),
  perVolumeGigabytes: limit.exactOptional(),
} satisfies Optional<DiskQuota>);

const world = z.strictObject({
  imageVisibleWhileCreated: flag.exactOptional(),
  jobEnds: z.enum(["beforeBackup", "afterBackup"]).exactOptional(),
  jobShowsImageIdWhileRunning: flag.exactOptional(),
  visibilityLagSeconds: seconds.exactOptional(),
  metadataLagSeconds: seconds.exactOptional(),
  metadataMovesUpdated: flag.exactOptional(),
  duplicateImageNames: z.enum(["refused", "allowed"]).exactOptional(),
  duplicateVaultNames: z.enum(["refused", "allowed"]).exactOptional(),
  backupsBehindImages: z.enum(["deleted", "refused"]).exactOptional(),
  backupSurvivesImageDeletion: flag.exactOptional(),
  survivingBackupEnds: z.enum(["available", "error"]).exactOptional(),
  backupDeletedUnlessSaid: flag.exactOptional(),
  deletionWhileCreated: z.enum(["refused", "allowed"]).exactOptional(),
  failedImage: z.enum(["removed", "killed"]).exactOptional(),
  disturbanceAfterSnapshot: z.enum(["none", "backupFails"]).exactOptional(),
  powerActionWithoutEffect: z.enum(["refused", "succeeds"]).exactOptional(),
  jobRecordLifetimeSeconds: seconds.exactOptional(),
  wholeImageAttribute: z.enum(["shown", "absent"]).exactOptional(),
  tokenLifetimeSeconds: seconds.exactOptional(),
  queueSeconds: seconds.exactOptional(),
  snapshotSeconds: seconds.nullable().exactOptional(),
  backupSeconds: seconds.nullable().exactOptional(),
  imageFromBackupSeconds: seconds.exactOptional(),
  backupDeletionSeconds: seconds.exactOptional(),
  stopSeconds: seconds.exactOptional(),
  startSeconds: seconds.exactOptional(),
  rebootSeconds: seconds.exactOptional(),
  osChangeSeconds: seconds.exactOptional(),
} satisfies Optional<World>);

/** A fixture as a file holds it: what is not said of a server, disk, vault or image is usual. */
export const fixtureSchema: z.ZodType<Fixture> = z
  .strictObject({
    servers: z.array(server),
    vaults: z.array(vault).default([]),
    images: z.array(image).exactOptional(),
    imageQuota: count.exactOptional(),
    diskQuota: diskQuota.exactOptional(),
    world: world.exactOptional(),
  })
  .superRefine(({ servers, vaults, images = [] }, context) => {
    for (const [name, things] of Object.entries({ servers, vaults, images })) {
      const seen = new Set<string>();
      for (const [index, { id }] of things.entries()) {
        if (seen.has(id)) {
          context.addIssue({
            code: "custom",
            path: [name, index, "id"],
            message: `${id} is there twice`,
            input: id,
          });
        }
        seen.add(id);
      }
    }
    refuseDisksTwice(servers, context);
  });

/** Only a shared disk can be one of several servers, and all of them have to say so. */
function refuseDisksTwice(servers: ServerState[], context: z.RefinementCtx): void {
  const first = new Map<string, { disk: DiskState; server: number; path: string }>();
  for (const [server, { disks }] of servers.entries()) {
    for (const [index, disk] of disks.entries()) {
      const path = ["servers", server, "disks", index, "id"];
      const other = first.get(disk.id);
      if (other === undefined) first.set(disk.id, { disk, server, path: path.join(".") });
      else if (other.server === server || !other.disk.shared || !disk.shared) {
        const message = `${other.path} has this ID, too: give one of them another, or say "shared": true of the disk on each of its servers`;
        context.addIssue({ code: "custom", path, message, input: disk.id });
      }
    }
  }
}
