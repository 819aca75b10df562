import type { Disk } from "../ports/disks";
import type { Server } from "../ports/servers";
import { idOrName, type IdOrName } from "./arguments";
import type { Lookup } from "./lookup";
import type { AttachedDisk, GetServerResult } from "./results";
import { withId, withName } from "./search";

const statuses = { running: "Running", stopped: "Stopped" } as const;

export const getServer: Lookup<IdOrName, GetServerResult> = {
  args: idOrName,
  usage: `getServer({ id: "<ID>" }) or getServer({ name: "<exact name>" })`,
  async find({ id, name }, { cloud, listings }, call) {
    const search = {
      ...{ call, noun: "server", account: cloud.identity, list: listings.servers() },
      get: (wanted: string) => cloud.servers.get(wanted),
    };
    const server = id ? await withId(search, id) : await withName(search, name ?? "");
    const [disks, vaults] = await Promise.all([listings.disks(), listings.vaults()]);
    const vault = vaults.find((one) => one.forServerBackups && one.serverIds.includes(server.id));
    return {
      id: server.id,
      name: server.name,
      status: server.state === "other" ? server.stateText : statuses[server.state],
      ...(server.task !== undefined && { task: server.task }),
      frozen: server.frozen,
      ...(server.availabilityZone !== undefined && { availabilityZone: server.availabilityZone }),
      ...(server.osFamily !== undefined && { osFamily: server.osFamily }),
      disks: attachedDisks(server, disks),
      ...(vault && { vault: { id: vault.id, name: vault.name } }),
      account: cloud.identity,
    };
  },
};

function attachedDisks({ diskIds, systemDiskId }: Server, listed: readonly Disk[]): AttachedDisk[] {
  const disks = diskIds.map((id): AttachedDisk => {
    const disk = listed.find((one) => one.id === id);
    const role = id === systemDiskId ? "system" : "data";
    return { id, role, ...(disk && { sizeGb: disk.sizeGb, type: disk.type }) };
  });
  return disks.sort((a, b) => Number(b.role === "system") - Number(a.role === "system"));
}
