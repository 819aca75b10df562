const pulumi = require("@pulumi/pulumi");
const { FullEcsImage } = require("pulumi-ecs-lifecycle");

// An image of each server that the configuration names.
const { servers, vault } = new pulumi.Config("bench").requireObject("fleet");
const guest = /** @type {const} */ ({ osFamily: "Linux", diskGroups: false, database: false });
for (const [number, server] of servers.entries())
  new FullEcsImage(`image-${number}`, { server, vault: { id: vault }, guest });
