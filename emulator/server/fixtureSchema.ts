import { z } from "zod";
import type {
  AgencyState,
  BackupState,
  DiskQuota,
  DiskState,
  ImageState,
  KeyPairState,
  KmsKeyState,
  ServerState,
  VaultState,
} from "../openTelekomCloud/cloudState";
import { serverStatuses } from "../openTelekomCloud/ecs/vmState";
import {
  agencyOf,
  backupOf,
  diskOf,
  imageOf,
  keyPairOf,
  kmsKeyOf,
  serverOf,
  vaultOf,
} from "../openTelekomCloud/fixture";
import type { Fixture } from "../openTelekomCloud/fixture";
import type { World } from "../openTelekomCloud/world";
import { refuseWhatDoesNotFit } from "./fixtureRules";

/** Every property of a type has to be described, and nothing else; what is usual is said by what reads it. */
type Optional<Type> = { [Name in keyof Type]-?: z.ZodType };

const text = z.string();
const given = z.string().min(1);
/** Part of a path, and of lists with commas. */
const id = z.string().regex(/^[A-Za-z0-9][\w.-]*$/, {
  error: "must begin with a letter or digit, and hold letters, digits, _, - and . alone",
});
const flag = z.boolean();
const count = z.int().min(0);
const limit = z.int().min(-1);
/** Milliseconds since 1970, up to the last year that a date with four digits can have. */
const instant = z
  .int()
  .min(0)
  .max(Date.UTC(9999, 11, 31));
/** Up to a hundred years. */
const seconds = z
  .number()
  .min(0)
  .max(100 * 365 * 24 * 3600);
const tags = z.array(z.strictObject({ key: given, value: text }));

const disk = z
  .strictObject({
    name: text.exactOptional(),
    id,
    sizeGb: z.int().min(1).exactOptional(),
    volumeType: z.enum(["SSD", "SAS", "SATA", "GPSSD", "ESSD"]).exactOptional(),
    device: given.exactOptional(),
    bootIndex: z.int().min(-1).exactOptional(),
    deleteOnTermination: flag.exactOptional(),
    encrypted: flag.exactOptional(),
    cmkId: given.nullable().exactOptional(),
    imageId: given.nullable().exactOptional(),
    createdAt: instant.nullable().exactOptional(),
    dedicatedStorage: flag.exactOptional(),
    scsi: flag.exactOptional(),
    shared: flag.exactOptional(),
  } satisfies Optional<DiskState>)
  .transform(diskOf);

const server = z
  .strictObject({
    id,
    name: given,
    description: text.exactOptional(),
    status: z.enum(serverStatuses).exactOptional(),
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
    windowsPasswordAt: instant.nullable().exactOptional(),
    temporary: z.literal(false).exactOptional(),
    shown: z.null().exactOptional(),
    createdAt: instant.exactOptional(),
    updatedAt: instant.exactOptional(),
  } satisfies Optional<ServerState>)
  .transform(serverOf);

const vault = z
  .strictObject({
    id,
    name: given,
    description: text.exactOptional(),
    objectType: z.enum(["server", "disk", "turbo"]).exactOptional(),
    protectType: z.enum(["backup", "replication"]).exactOptional(),
    status: z.enum(["available", "lock", "frozen", "deleting", "error"]).exactOptional(),
    sizeGb: z.int().min(10).exactOptional(),
    usedMb: z.number().min(0).exactOptional(),
    resources: z
      .array(z.strictObject({ id, name: text, sizeGb: count, type: z.literal("OS::Nova::Server") }))
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

const image = z
  .strictObject({
    id,
    name: given,
    description: text.nullable().exactOptional(),
    status: z.enum(["queued", "saving", "active", "killed"]).exactOptional(),
    imageType: z.enum(["private", "gold", "shared"]).exactOptional(),
    sharing: z
      .strictObject({ ownerProjectId: given, memberStatus: z.enum(["pending", "accepted", "rejected"]) })
      .nullable()
      .exactOptional(),
    thirdParty: flag.exactOptional(),
    cmkId: given.nullable().exactOptional(),
    wholeImage: flag.exactOptional(),
    backupId: given.nullable().exactOptional(),
    source: z.strictObject({ serverId: given, vaultId: given }).nullable().exactOptional(),
    osType: z.enum(["Linux", "Windows"]).exactOptional(),
    platform: given.exactOptional(),
    osVersion: given.exactOptional(),
    minDiskGb: z.int().min(1).exactOptional(),
    minRamMb: count.exactOptional(),
    maxRamMb: count.nullable().exactOptional(),
    sizeBytes: count.exactOptional(),
    protected: flag.exactOptional(),
    enterpriseProjectId: given.exactOptional(),
    attributes: z.record(z.string(), z.string()).exactOptional(),
    tags: tags.exactOptional(),
    createdAt: instant.exactOptional(),
    updatedAt: instant.exactOptional(),
    activeAt: instant.nullable().exactOptional(),
  } satisfies Optional<ImageState>)
  .refine(({ imageType, sharing }) => (imageType === "shared") === ((sharing ?? null) !== null), {
    error: 'an image has "sharing" where its imageType is "shared", and only there',
  })
  .transform(imageOf);

const backup = z
  .strictObject({
    id,
    name: given.exactOptional(),
    description: text.exactOptional(),
    status: z.enum(["waiting_protect", "protecting", "available", "deleting", "error"]).exactOptional(),
    vaultId: given,
    checkpointId: id.exactOptional(),
    serverId: given,
    serverName: text.exactOptional(),
    availabilityZone: given.exactOptional(),
    sizeGb: count.exactOptional(),
    storedMb: z.number().min(0).exactOptional(),
    restoreMode: z.enum(["na", "snapshot", "backup"]).exactOptional(),
    imageIds: z.array(given).exactOptional(),
    children: z.array(
      z.strictObject({
        id,
        diskId: given,
        sizeGb: z.int().min(1),
        bootable: flag,
        encrypted: flag,
        snapshotId: given,
      }),
    ),
    createdAt: instant.exactOptional(),
    updatedAt: instant.exactOptional(),
    protectedAt: instant.nullable().exactOptional(),
  } satisfies Optional<BackupState>)
  .transform(backupOf);

const keyPair = z
  .strictObject({
    name: id,
    userId: given.exactOptional(),
    publicKey: given.exactOptional(),
    fingerprint: given.exactOptional(),
    createdAt: instant.exactOptional(),
  } satisfies Optional<KeyPairState>)
  .transform(keyPairOf);

const kmsKey = z
  .strictObject({
    id: z.string().regex(/^[0-9a-z]{8}(-[0-9a-z]{4}){3}-[0-9a-z]{12}$/),
    alias: given,
    description: text.exactOptional(),
    state: z.enum(["1", "2", "3", "4", "5"]).exactOptional(),
    isDefault: flag.exactOptional(),
    createdAt: instant.exactOptional(),
  } satisfies Optional<KmsKeyState>)
  .transform(kmsKeyOf);

const agency = z
  .strictObject({
    id,
    name: given,
    description: text.exactOptional(),
    trustDomainId: given.exactOptional(),
    trustDomainName: given.exactOptional(),
    roles: z.array(given).exactOptional(),
    createdAt: instant.exactOptional(),
    expiresAt: instant.nullable().exactOptional(),
  } satisfies Optional<AgencyState>)
  .transform(agencyOf);

const diskQuota = z.strictObject({
  volumes: limit.exactOptional(),
  gigabytes: limit.exactOptional(),
  snapshots: limit.exactOptional(),
  backups: limit.exactOptional(),
  backupGigabytes: limit.exactOptional(),
  perVolumeGigabytes: limit.exactOptional(),
  types: z.record(z.string(), z.strictObject({ volumes: limit, gigabytes: limit })).exactOptional(),
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
  wholeImageAttribute: z.enum(["shown", "boolean", "absent"]).exactOptional(),
  osChangeShows: z.enum(["rebuilding", "rebuildSteps", "nothing"]).exactOptional(),
  osChangeShowsImage: z.enum(["early", "late"]).exactOptional(),
  osChangeLagSeconds: seconds.exactOptional(),
  osChangeMetadata: z.enum(["kept", "lost"]).exactOptional(),
  osChangeTags: z.enum(["kept", "lost"]).exactOptional(),
  failedOsChangeShows: z.enum(["SHUTOFF", "ERROR"]).exactOptional(),
  failedJobTells: z.enum(["job", "subJob"]).exactOptional(),
  temporaryServer: z.enum(["otherName", "sameName", "hidden"]).exactOptional(),
  newSystemDiskSize: z.enum(["image", "larger"]).exactOptional(),
  encryptedImageDisk: z.enum(["asAsked", "encrypted"]).exactOptional(),
  encryptionWithoutKey: z.enum(["defaultKey", "refused"]).exactOptional(),
  osChangeWithoutKeyPair: z.enum(["accepted", "refused"]).exactOptional(),
  keyPairOfAccessKey: z.enum(["owners", "unknown"]).exactOptional(),
  undocumentedOsChangeFields: z.enum(["refused", "ignored", "taken"]).exactOptional(),
  windowsImages: z.enum(["allowed", "refused"]).exactOptional(),
  ownLicences: z.enum(["allowed", "refused"]).exactOptional(),
  unacceptedImages: z.enum(["hidden", "listed"]).exactOptional(),
  keyByAlias: z.enum(["found", "refused"]).exactOptional(),
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
  injectionSeconds: seconds.exactOptional(),
  windowsPasswordSeconds: seconds.exactOptional(),
} satisfies Optional<World>);

/** A fixture as a file holds it: what is not said of a server, disk, vault or image is usual. */
export const fixtureSchema: z.ZodType<Fixture> = z
  .strictObject({
    servers: z.array(server),
    vaults: z.array(vault).default([]),
    images: z.array(image).exactOptional(),
    backups: z.array(backup).exactOptional(),
    keyPairs: z.array(keyPair).exactOptional(),
    kmsKeys: z.array(kmsKey).exactOptional(),
    agencies: z.array(agency).exactOptional(),
    mayListAgencies: flag.exactOptional(),
    imageQuota: count.exactOptional(),
    diskQuota: diskQuota.exactOptional(),
    world: world.exactOptional(),
  })
  // A refinement would also look at parts that are wrong by themselves, and lack what is usual.
  .transform((fixture, context) => {
    refuseWhatDoesNotFit(fixture, context);
    return fixture;
  });
