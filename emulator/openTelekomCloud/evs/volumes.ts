import type { CloudState } from "../cloudState";
import { asksFor, asksForEnterpriseProject, flagFilter, queryNumber } from "../gateway/pages";
import { nativeRefusal, serviceRefusal } from "../gateway/refusal";
import type { Answer, Call } from "../gateway/route";
import { attachedDisks } from "./attachedDisks";
import type { AttachedDisk } from "./attachedDisks";
import { dedicatedStorageOf, nativeVolumeView, volumeView } from "./volumeView";

/** What `GET …/cloudvolumes/detail` can be asked for. */
export const volumeFilters = [
  ...["id", "ids", "name", "status", "server_id", "availability_zone", "multiattach", "service_type"],
  ...["dedicated_storage_id", "dedicated_storage_name", "enterprise_project_id"],
  ...["limit", "offset", "marker", "sort_key", "sort_dir"],
];

/** What the native list of disks can be asked for. */
export const nativeVolumeFilters = [
  ...["name", "status", "availability_zone", "limit", "offset", "marker", "sort_key", "sort_dir"],
];

/** Disks, the newest first where nothing else is asked for. `count` is that of all pages together. */
export function listVolumes(call: Call): Answer {
  const { found, page, links } = pageOf(call);
  const volumes = page.map((disk) => volumeView(call.state, disk));
  return { status: 200, body: { count: found.length, volumes, ...links } };
}

/** Disks (native). */
export function listNativeVolumes(call: Call): Answer {
  const { page, links } = pageOf(call);
  return { status: 200, body: { volumes: page.map((disk) => nativeVolumeView(call.state, disk)), ...links } };
}

/** One disk (native). */
export function getNativeVolume({ state, parameters }: Call): Answer {
  return {
    status: 200,
    body: { volume: nativeVolumeView(state, findVolume(state, parameters["volume_id"] ?? "")) },
  };
}

function pageOf({ state, query, target }: Call) {
  const isShared = flagFilter(query, "multiattach", (message) =>
    serviceRefusal("EVS.1002", `invalid filter multiattach! ${message}`),
  );
  const found = sorted(
    attachedDisks(state).filter((attached) => isAskedFor(attached, query) && isShared(attached.disk.shared)),
    query,
  );
  const limit = queryNumber(query, "limit", { otherwise: 1000, from: 1, to: 1000 }, (message) =>
    serviceRefusal("EVS.1023", `invalid filter limit! ${message}`),
  );
  const begin = afterMarker(found, query) + offsetOf(query);
  const page = found.slice(begin, begin + limit);
  const last = page.at(-1);
  const links =
    last === undefined || begin + limit >= found.length
      ? {}
      : { volumes_links: [{ rel: "next", href: nextPage(state, target.path, query, last.disk.id) }] };
  return { found, page, links };
}

/** One disk. */
export function getVolume({ state, parameters }: Call): Answer {
  return {
    status: 200,
    body: { volume: volumeView(state, findVolume(state, parameters["volume_id"] ?? "")) },
  };
}

function findVolume(state: CloudState, id: string): AttachedDisk {
  const found = attachedDisks(state).find(({ disk }) => disk.id === id);
  if (found === undefined) throw nativeRefusal(404, "itemNotFound", `Volume ${id} could not be found.`);
  return found;
}

function isAskedFor(attached: AttachedDisk, query: URLSearchParams): boolean {
  const { disk, servers } = attached;
  const ids = idsOf(query);
  const storage = dedicatedStorageOf(attached);
  return (
    (ids === undefined ? asksFor(query, "id", disk.id) : ids.includes(disk.id)) &&
    asksFor(query, "name", disk.name) &&
    asksFor(query, "status", "in-use") &&
    servers.some((server) => asksFor(query, "server_id", server.id)) &&
    asksFor(query, "availability_zone", servers[0].availabilityZone) &&
    asksFor(query, "service_type", "EVS") &&
    asksFor(query, "dedicated_storage_id", storage?.id ?? "") &&
    (storage?.name ?? "").includes(query.get("dedicated_storage_name") ?? "") &&
    asksForEnterpriseProject(query, "0")
  );
}

/** `ids=['a','b']`, 60 at the most; goes before `id`. undefined: not asked for. */
function idsOf(query: URLSearchParams): string[] | undefined {
  const text = query.get("ids");
  if (text === null) return undefined;
  const inner = /^\[(.*)\]$/.exec(text)?.[1];
  const ids = inner?.split(",").map((id) => /^\s*(['"])(.*)\1\s*$/.exec(id)?.[2]);
  if (ids === undefined || ids.length > 60 || ids.includes(undefined)) {
    throw serviceRefusal(
      "EVS.1002",
      `invalid volume id! ids must be ['id1','id2',...], up to 60, not ${text}`,
    );
  }
  return ids.filter((id) => id !== undefined);
}

function sorted(disks: AttachedDisk[], query: URLSearchParams): AttachedDisk[] {
  const key = query.get("sort_key") ?? "created_at";
  const direction = query.get("sort_dir") ?? "desc";
  if (direction !== "asc" && direction !== "desc") throw serviceRefusal("EVS.1040", "invalid sort_dir!");
  const values: Record<string, (disk: AttachedDisk) => string | number> = {
    id: ({ disk }) => disk.id,
    status: () => "in-use",
    size: ({ disk }) => disk.sizeGb,
    created_at: ({ disk, servers }) => disk.createdAt ?? servers[0].createdAt,
  };
  const value = Object.hasOwn(values, key) ? values[key] : undefined;
  if (value === undefined) throw serviceRefusal("EVS.1039", "invalid sort_key!");
  const sign = direction === "asc" ? 1 : -1;
  return disks.sort((a, b) => sign * (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : 0));
}

function afterMarker(disks: AttachedDisk[], query: URLSearchParams): number {
  const marker = query.get("marker");
  if (marker === null) return 0;
  const position = disks.findIndex(({ disk }) => disk.id === marker);
  if (position < 0) throw serviceRefusal("EVS.1024", "invalid filter marker!");
  return position + 1;
}

function offsetOf(query: URLSearchParams): number {
  return queryNumber(query, "offset", { otherwise: 0, from: 0, to: Number.MAX_SAFE_INTEGER }, (message) =>
    serviceRefusal("EVS.1018", message),
  );
}

function nextPage({ account }: CloudState, path: string, query: URLSearchParams, marker: string): string {
  const next = new URLSearchParams(query);
  next.delete("offset");
  next.set("marker", marker);
  return `${account.endpoints.evs}${path}?${next.toString()}`;
}
