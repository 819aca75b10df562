const { FullEcsImage, getServerOutput } = require("pulumi-ecs-lifecycle");

const server = getServerOutput({ name: "web-01" });
const image = new FullEcsImage("web", {
  server: server.id,
  vault: { name: "vault-servers" },
  guest: { osFamily: "Linux", diskGroups: false, database: false },
});

module.exports = { imageId: image.imageId, node: process.version };
