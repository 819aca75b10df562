import { FullEcsImage } from "pulumi-ecs-lifecycle";

// A running Linux server of the emulated cloud, with a system disk and two data disks, and a vault for backups.
const image = new FullEcsImage("web-01", {
  server: "web-01",
  vault: { name: "vault-servers" },
  name: "web-01 before the upgrade",
  description: "All disks of web-01",
  // What no cloud's API shows: the guide's conditions depend on it.
  guest: { osFamily: "Linux", diskGroups: false, database: false },
});

export const imageId = image.imageId;
export const imageStatus = image.imageStatus;
export const disksInTheImage = image.disks;
export const backupId = image.backupId;
export const whatIsLeftToDo = image.followUps.apply((followUps) => followUps.map(({ title }) => title));
