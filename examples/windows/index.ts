import { FullEcsImage } from "pulumi-ecs-lifecycle";

// A Windows server whose SAN policy would leave data disks offline in every server made from its image.
const image = new FullEcsImage("win-01", {
  server: "win-01",
  vault: { name: "vault-servers" },
  guest: { osFamily: "Windows", sanPolicy: "OfflineShared", spannedVolumes: false, database: false },
});

export const imageId = image.imageId;
