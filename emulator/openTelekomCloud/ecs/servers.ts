import { asksFor, asksForEnterpriseProject, queryNumber } from "../gateway/pages";
import { serviceRefusal } from "../gateway/refusal";
import type { Answer, Call } from "../gateway/route";
import type { ServerState } from "../cloudState";
import { findShownServer } from "./findServer";
import { attachmentView, serverView } from "./serverView";
import { shownServers } from "./shownServers";

/** What `GET …/cloudservers/detail` can be asked for. */
export const serverFilters = [
  ...["name", "status", "flavor", "ip", "tags", "not-tags", "enterprise_project_id"],
  ...["limit", "offset"],
];

/** One server. */
export function getServer({ state, now, parameters }: Call): Answer {
  const server = findShownServer(state, parameters["server_id"] ?? "");
  return { status: 200, body: { server: serverView(state, server, now) } };
}

/** A page of servers. `offset` is the page's number, from 1; `name` finds parts of names. */
export function listServers({ state, now, query }: Call): Answer {
  const refuse = (message: string) => serviceRefusal("Ecs.0005", message);
  const limit = queryNumber(query, "limit", { otherwise: 25, from: 0, to: 1000 }, refuse);
  const page = queryNumber(query, "offset", { otherwise: 1, from: 1, to: 1_000_000 }, refuse);
  const found = shownServers(state).filter((server) => isAskedFor(server, query));
  const servers = found.slice((page - 1) * limit, page * limit);
  return {
    status: 200,
    body: { servers: servers.map((server) => serverView(state, server, now)), count: found.length },
  };
}

function isAskedFor(server: ServerState, query: URLSearchParams): boolean {
  const hasTag = (text: string) => {
    const [key, value] = text.split(/=(.*)/s);
    return server.tags.some((tag) => tag.key === key && (value === undefined || tag.value === value));
  };
  const listed = (name: string) => query.get(name)?.split(",") ?? [];
  const ip = query.get("ip") ?? "";
  return (
    server.name.includes(query.get("name") ?? "") &&
    asksFor(query, "status", server.status) &&
    asksFor(query, "flavor", server.flavor.id) &&
    (ip === "" || server.addresses.some(({ address }) => address.includes(ip))) &&
    listed("tags").every(hasTag) &&
    !listed("not-tags").some(hasTag) &&
    asksForEnterpriseProject(query, "0")
  );
}

/** One disk of a server. */
export function getBlockDevice({ state, parameters }: Call): Answer {
  const server = findShownServer(state, parameters["server_id"] ?? "");
  const id = parameters["volume_id"] ?? "";
  const index = server.disks.findIndex((disk) => disk.id === id);
  const disk = server.disks[index];
  if (disk === undefined) {
    throw serviceRefusal("Ecs.0111", `Disk ${id} is not attached to server ${server.id}`, 404);
  }
  return { status: 200, body: { volumeAttachment: attachmentView(server, disk, index) } };
}

/** The disks of a server. */
export function listBlockDevices({ state, parameters }: Call): Answer {
  const server = findShownServer(state, parameters["server_id"] ?? "");
  const attached = server.disks.length;
  return {
    status: 200,
    body: {
      volumeAttachments: server.disks.map((disk, index) => attachmentView(server, disk, index)),
      attachableQuantity: { free_scsi: 60 - attached, free_blk: 24 - attached, free_disk: 60 - attached },
    },
  };
}
