import type { z } from "zod";
import type { DiskState, ServerState, VaultState } from "../openTelekomCloud/cloudState";
import type { Fixture } from "../openTelekomCloud/fixture";

type Parts = Required<Pick<Fixture, "servers" | "vaults" | "images" | "backups" | "kmsKeys" | "agencies">>;

/** Refuses things of a fixture that cannot be together. */
export function refuseWhatDoesNotFit(
  { servers, vaults, images = [], backups = [], kmsKeys = [], agencies = [] }: Fixture,
  context: z.RefinementCtx,
): void {
  refuseIdsTwice({ servers, vaults, images, backups, kmsKeys, agencies }, context);
  refuseDisksTwice(servers, context);
  refuseDanglingReferences({ servers, vaults, images, backups }, context);
  refuseOverfullVaults(vaults, context);
}

function refuseIdsTwice(parts: Parts, context: z.RefinementCtx): void {
  for (const [name, things] of Object.entries(parts)) {
    const seen = new Set<string>();
    for (const [index, { id }] of things.entries()) {
      if (seen.has(id)) {
        const message = `${id} is there twice`;
        context.addIssue({ code: "custom", path: [name, index, "id"], message, input: id });
      }
      seen.add(id);
    }
  }
}

/** Only a shared disk can be one of several servers, and all of them have to say so. */
function refuseDisksTwice(servers: ServerState[], context: z.RefinementCtx): void {
  const first = new Map<string, { disk: DiskState; server: number; path: string }>();
  for (const [server, { disks }] of servers.entries()) {
    for (const [index, disk] of disks.entries()) {
      const path = ["servers", server, "disks", index, "id"];
      const other = first.get(disk.id);
      if (other === undefined) first.set(disk.id, { disk, server, path: path.join(".") });
      else if (other.server === server || !other.disk.shared || !disk.shared) {
        const message = `${other.path} has this ID, too: give one of them another, or say "shared": true of the disk on each of its servers`;
        context.addIssue({ code: "custom", path, message, input: disk.id });
      }
    }
  }
}

/** What is named has to be there. A backup may outlive its server, and an image its backup: these two are left alone. */
function refuseDanglingReferences(
  { servers, vaults, images, backups }: Pick<Parts, "servers" | "vaults" | "images" | "backups">,
  context: z.RefinementCtx,
): void {
  const check = (things: { id: string }[], what: string, id: string, ...path: (string | number)[]) => {
    if (things.some((thing) => thing.id === id)) return;
    const message = `names ${what} that is not in the fixture: add it, or name another one`;
    context.addIssue({ code: "custom", path, message, input: id });
  };
  for (const [index, { resources }] of vaults.entries()) {
    for (const [place, { id }] of resources.entries()) {
      check(servers, "a server", id, "vaults", index, "resources", place, "id");
    }
  }
  for (const [index, { source }] of images.entries()) {
    if (source === null) continue;
    check(servers, "a server", source.serverId, "images", index, "source", "serverId");
    check(vaults, "a vault", source.vaultId, "images", index, "source", "vaultId");
  }
  for (const [index, { vaultId, imageIds }] of backups.entries()) {
    check(vaults, "a vault", vaultId, "backups", index, "vaultId");
    for (const [place, id] of imageIds.entries())
      check(images, "an image", id, "backups", index, "imageIds", place);
  }
}

function refuseOverfullVaults(vaults: VaultState[], context: z.RefinementCtx): void {
  for (const [index, { usedMb, sizeGb }] of vaults.entries()) {
    if (usedMb <= sizeGb * 1024) continue;
    const message = `must be at most ${sizeGb * 1024} (MB), because the vault's sizeGb is ${sizeGb}`;
    context.addIssue({ code: "custom", path: ["vaults", index, "usedMb"], message, input: usedMb });
  }
}
