import type { AccountIdentity } from "../ports/cloud";
import type { Disk } from "../ports/disks";
import type { Server } from "../ports/servers";
import { idOrName, type IdOrName } from "./arguments";
import type { Lookup } from "./lookup";
import { withId, withName } from "./search";

/** A server, as {@link getServer} finds it. */
export interface GetServerResult {
  /** ID of the server. */
  id: string;
  /** Name of the server. */
  name: string;
  /** "Running" or "Stopped", as the console says; in any other state the API's word, for example "BUILD". */
  status: string;
  /** What is being done to it at the moment, in the API's words, for example "powering-off"; absent: nothing. */
  task?: string;
  /** Whether the cloud has frozen it, for arrears for example. */
  frozen: boolean;
  /** For example "eu-de-01". */
  availabilityZone?: string;
  /** Absent where the cloud does not say. */
  osFamily?: "Linux" | "Windows";
  /** Its disks, the system disk first. */
  disks: AttachedDisk[];
  /** The server backup vault that it belongs to; absent: to none. */
  vault?: { id: string; name: string };
  /** The account that it is in. */
  account: AccountIdentity;
}

/** A disk of a server. */
export interface AttachedDisk {
  /** ID of the disk. */
  id: string;
  role: "system" | "data";
  /** Size in GB; absent where the cloud's list of disks does not hold it (yet). */
  sizeGb?: number;
  /** The cloud's word, for example "SSD"; absent as `sizeGb`. */
  type?: string;
}

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
