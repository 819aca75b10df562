import { FullEcsImage, OsReplacement } from "pulumi-ecs-lifecycle";

/** Another OS on a server, with an image of the whole server as the consent to the loss of its system disk. */
export function otherOs(server: string, image: string): OsReplacement {
  const before = new FullEcsImage(`${server} before`, {
    server,
    vault: { name: "server-backups" },
    guest: { osFamily: "Linux", diskGroups: false, database: false },
  });
  return new OsReplacement(server, {
    server,
    image: { name: image, kind: "public" },
    keyPair: "ops",
    backup: { id: before.imageId },
  });
}
