import type { CloudState, DiskState, Instant, ServerState } from "../cloudState";
import { asksFor, queryNumber } from "../gateway/pages";
import { nativeRefusal } from "../gateway/refusal";
import type { Answer, Call } from "../gateway/route";
import { findShownNativeServer } from "./findServer";
import { serverView } from "./serverView";
import { shownServers } from "./shownServers";

/** What the native list of servers can be asked for. */
export const nativeServerFilters = [
  ...["name", "status", "image", "flavor", "availability_zone", "limit", "marker"],
];

/** Servers (native), with all that is known of them or with their names alone. A name finds parts of names. */
export function listNativeServers(form: "brief" | "detailed"): (call: Call) => Answer {
  return ({ state, now, query, target }) => {
    const refuse = (message: string) => nativeRefusal(400, "badRequest", message);
    const limit = queryNumber(query, "limit", { otherwise: 1000, from: 0, to: 1000 }, refuse);
    const found = shownServers(state).filter(
      (server) =>
        server.name.includes(query.get("name") ?? "") &&
        asksFor(query, "status", server.status) &&
        asksFor(query, "image", server.imageId) &&
        asksFor(query, "flavor", server.flavor.id) &&
        asksFor(query, "availability_zone", server.availabilityZone),
    );
    const marker = query.get("marker");
    const position = found.findIndex(({ id }) => id === marker);
    if (marker !== null && position < 0) throw refuse(`marker [${marker}] not found`);
    const page = found.slice(position + 1, position + 1 + limit);
    const last = page.at(-1);
    const isLast = last === undefined || last === found.at(-1);
    const servers = page.map((server) =>
      form === "detailed" ? nativeView(state, server, now) : briefView(state, server),
    );
    return {
      status: 200,
      body: isLast
        ? { servers }
        : { servers, servers_links: [{ rel: "next", href: nextPage(state, target.path, query, last.id) }] },
    };
  };
}

/** One server (native). */
export function getNativeServer({ state, now, parameters }: Call): Answer {
  const server = findShownNativeServer(state, parameters["server_id"] ?? "");
  return { status: 200, body: { server: nativeView(state, server, now) } };
}

/** The disks of a server (native). */
export function listNativeAttachments({ state, parameters }: Call): Answer {
  const server = findShownNativeServer(state, parameters["server_id"] ?? "");
  return { status: 200, body: { volumeAttachments: server.disks.map((disk) => attachment(server, disk)) } };
}

/** One disk of a server (native). */
export function getNativeAttachment({ state, parameters }: Call): Answer {
  const server = findShownNativeServer(state, parameters["server_id"] ?? "");
  const id = parameters["volume_id"] ?? "";
  const disk = server.disks.find((one) => one.id === id);
  if (disk === undefined) {
    throw nativeRefusal(404, "itemNotFound", `Instance ${server.id} is not attached to volume ${id}`);
  }
  return { status: 200, body: { volumeAttachment: attachment(server, disk) } };
}

function attachment(server: ServerState, { id, device }: DiskState): object {
  return { id, volumeId: id, serverId: server.id, device };
}

function briefView(state: CloudState, server: ServerState): object {
  return { id: server.id, name: server.name, links: linksOf(state, "servers", server.id) };
}

/** Numbers where the service's own call has texts, and links. */
function nativeView(state: CloudState, server: ServerState, now: Instant): object {
  return {
    ...serverView(state, server, now),
    links: linksOf(state, "servers", server.id),
    image: { id: server.imageId, links: linksOf(state, "images", server.imageId) },
    flavor: { id: server.flavor.id, links: linksOf(state, "flavors", server.flavor.id) },
    addresses: {
      [server.vpcId]: server.addresses.map(({ address, macAddress, type }) => ({
        addr: address,
        version: 4,
        "OS-EXT-IPS:type": type,
        "OS-EXT-IPS-MAC:mac_addr": macAddress,
      })),
    },
    "os-extended-volumes:volumes_attached": server.disks.map(({ id }) => ({ id })),
    security_groups: [{ name: "default" }],
  };
}

function linksOf({ account }: CloudState, what: string, id: string): object[] {
  const path = `${account.projectId}/${what}/${id}`;
  return [
    { rel: "self", href: `${account.endpoints.ecs}/v2.1/${path}` },
    { rel: "bookmark", href: `${account.endpoints.ecs}/${path}` },
  ];
}

function nextPage({ account }: CloudState, path: string, query: URLSearchParams, marker: string): string {
  const next = new URLSearchParams(query);
  next.set("marker", marker);
  return `${account.endpoints.ecs}${path}?${next.toString()}`;
}
