import { FullEcsImage } from "pulumi-ecs-lifecycle";

// A running Linux server of the emulated cloud, with a system disk and two data disks, and a vault for backups.
const server = "11111111-0001-4000-8000-000000000001";
const vault = "33333333-0001-4000-8000-000000000001";

const image = new FullEcsImage("web-01", {
  server,
  vault: { id: vault },
  name: "web-01 before the upgrade",
  description: "All disks of web-01",
});

export const imageId = image.imageId;
export const imageStatus = image.imageStatus;
export const disksInTheImage = image.diskIds;
export const backupId = image.backupId;
