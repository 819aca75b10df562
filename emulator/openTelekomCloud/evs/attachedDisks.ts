import type { CloudState, DiskState, ServerState } from "../cloudState";

/** A disk and the servers that it is attached to: several, where it is a shared one. */
export interface AttachedDisk {
  disk: DiskState;
  servers: [ServerState, ...ServerState[]];
}

/** Every disk of the project. Each is attached to a server: the emulated cloud keeps no others. */
export function attachedDisks(state: CloudState): AttachedDisk[] {
  const disks = new Map<string, AttachedDisk>();
  for (const server of state.servers) {
    for (const disk of server.disks) {
      const known = disks.get(disk.id);
      if (known === undefined) disks.set(disk.id, { disk, servers: [server] });
      else known.servers.push(server);
    }
  }
  return [...disks.values()];
}
