import { FullEcsImage, OsReplacement } from "pulumi-ecs-lifecycle";

const server = "db-01";

// First an image of the whole server: it is the consent to the loss of the system disk.
const before = new FullEcsImage("before", {
  server,
  vault: { name: "vault-servers" },
  name: "db-01 before the new OS",
  guest: { osFamily: "Linux", diskGroups: false, database: false },
});

// Then the change: it deletes the system disk that the image holds.
const os = new OsReplacement("db-01", {
  server,
  image: { name: "Enterprise_SLES15_SP5_latest", kind: "public" },
  licenseType: "system",
  keyPair: "fleet-key",
  backup: { id: before.imageId },
});

export const diskBefore = os.before.apply((before) => before?.systemDisk);
export const diskNow = os.systemDisk;
export const verified = os.verified;
export const followUps = os.followUps;
