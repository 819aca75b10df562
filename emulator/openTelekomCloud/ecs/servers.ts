import { queryNumber } from "../gateway/pages";
import { serviceRefusal } from "../gateway/refusal";
import type { Answer, Call } from "../gateway/route";
import { findServer } from "./findServer";
import { attachmentView, serverView } from "./serverView";

/** One server. */
export function getServer({ state, now, parameters }: Call): Answer {
  const server = findServer(state, parameters["server_id"] ?? "");
  return { status: 200, body: { server: serverView(state, server, now) } };
}

/** A page of servers. `offset` is the page's number, from 1; `name` finds parts of names. */
export function listServers({ state, now, query }: Call): Answer {
  const refuse = (message: string) => serviceRefusal("Ecs.0005", message);
  const limit = queryNumber(query, "limit", { otherwise: 25, from: 0, to: 1000 }, refuse);
  const page = queryNumber(query, "offset", { otherwise: 1, from: 1, to: 1_000_000 }, refuse);
  const name = query.get("name") ?? "";
  const status = query.get("status");
  const found = state.servers.filter(
    (server) => server.name.includes(name) && (status === null || server.status === status),
  );
  const servers = found.slice((page - 1) * limit, page * limit);
  return {
    status: 200,
    body: { servers: servers.map((server) => serverView(state, server, now)), count: found.length },
  };
}

/** The disks of a server. */
export function listBlockDevices({ state, parameters }: Call): Answer {
  const server = findServer(state, parameters["server_id"] ?? "");
  const attached = server.disks.length;
  return {
    status: 200,
    body: {
      volumeAttachments: server.disks.map((disk, index) => attachmentView(server, disk, index)),
      attachableQuantity: { free_scsi: 60 - attached, free_blk: 24 - attached, free_disk: 60 - attached },
    },
  };
}
