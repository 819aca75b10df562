import type * as pulumi from "@pulumi/pulumi";
import { FullEcsImage, getServerOutput } from "pulumi-ecs-lifecycle";

/** A golden image of a server, which need not be stopped for it. */
export function goldenImage(serverName: string, description?: pulumi.Input<string>): FullEcsImage {
  const server = getServerOutput({ name: serverName });
  return new FullEcsImage(serverName, {
    server: server.id,
    vault: { ensure: { name: "golden-images", size: 500 } },
    ...(description !== undefined && { description }),
    tags: { role: "golden" },
    guest: { osFamily: "Linux", diskGroups: false, database: false },
  });
}
