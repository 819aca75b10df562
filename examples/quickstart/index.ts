import { FullEcsImage } from "pulumi-ecs-lifecycle";

// A running Linux server of the emulated cloud, with a system disk and two data disks, and a vault for backups.
const server = "5d2f3c1e-8b7a-4c69-9e10-1f2a3b4c5d6e";
const vault = "a1b2c3d4-0000-4111-8222-333344445555";

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
