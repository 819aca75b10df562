import { FullEcsImage, getServerOutput } from "pulumi-ecs-lifecycle";

const server = getServerOutput({ name: "web-01" });
const image = new FullEcsImage("web", {
  server: server.id,
  vault: { name: "vault-servers" },
  guest: { osFamily: "Linux", diskGroups: false, database: false },
});

export const imageId = image.imageId;
export const node = process.version;
