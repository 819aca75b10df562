import type { Route } from "../gateway/route";
import { versionRoutes } from "../gateway/versions";
import { getKeyPair, listKeyPairs } from "./keyPairs";
import { getLimits } from "./limits";
import { getServerJob } from "./jobs";
import { deleteMetadataKey, readMetadata, readMetadataKey, writeMetadata } from "./metadata";
import { nativePowerAction } from "./nativePowerAction";
import {
  getNativeAttachment,
  getNativeServer,
  listNativeAttachments,
  listNativeServers,
  nativeServerFilters,
} from "./nativeServers";
import { changeOs, reinstallOs } from "./osChanges";
import { powerAction } from "./powerActions";
import { getBlockDevice, getServer, listBlockDevices, listServers, serverFilters } from "./servers";
import { changeServerTags, listServerTags } from "./tags";
import { deleteWindowsPassword, getWindowsPassword } from "./windowsPassword";

const servers = "/v1/{project_id}/cloudservers";
const server = `${servers}/{server_id}`;
const serverOfV2 = "/v2/{project_id}/cloudservers/{server_id}";

/** The calls of ECS. */
export const ecsRoutes: Route[] = [
  ...versionRoutes("ecs", [
    { name: "v2", id: "v2.0", status: "SUPPORTED" },
    { name: "v2.1", status: "CURRENT" },
  ]),
  {
    service: "ecs",
    method: "GET",
    path: `${servers}/detail`,
    query: serverFilters,
    answer: listServers,
  },
  { service: "ecs", method: "GET", path: `${servers}/limits`, answer: getLimits },
  { service: "ecs", method: "GET", path: server, answer: getServer },
  { service: "ecs", method: "GET", path: `${server}/block_device`, answer: listBlockDevices },
  { service: "ecs", method: "GET", path: `${server}/block_device/{volume_id}`, answer: getBlockDevice },
  { service: "ecs", method: "GET", path: `${server}/tags`, answer: listServerTags },
  { service: "ecs", method: "POST", path: `${server}/tags/action`, answer: changeServerTags },
  { service: "ecs", method: "POST", path: `${server}/metadata`, answer: writeMetadata },
  { service: "ecs", method: "POST", path: `${servers}/action`, answer: powerAction },
  { service: "ecs", method: "POST", path: `${serverOfV2}/changeos`, answer: changeOs },
  { service: "ecs", method: "POST", path: `${serverOfV2}/reinstallos`, answer: reinstallOs },
  { service: "ecs", method: "GET", path: "/v1/{project_id}/jobs/{job_id}", answer: getServerJob },
  // The native calls are the same in both versions.
  ...["/v2.1", "/v2"].flatMap((version) => [
    ...nativeRoutes(`${version}/{project_id}/servers`),
    ...keyPairRoutes(`${version}/{project_id}/os-keypairs`),
  ]),
];

function keyPairRoutes(all: string): Route[] {
  return [
    { service: "ecs", method: "GET", path: all, answer: listKeyPairs },
    { service: "ecs", method: "GET", path: `${all}/{name}`, answer: getKeyPair },
  ];
}

function nativeRoutes(all: string): Route[] {
  const one = `${all}/{server_id}`;
  const attachments = `${one}/os-volume_attachments`;
  const query = nativeServerFilters;
  return [
    { service: "ecs", method: "GET", path: all, query, answer: listNativeServers("brief") },
    { service: "ecs", method: "GET", path: `${all}/detail`, query, answer: listNativeServers("detailed") },
    { service: "ecs", method: "GET", path: one, answer: getNativeServer },
    { service: "ecs", method: "POST", path: `${one}/action`, answer: nativePowerAction },
    { service: "ecs", method: "GET", path: attachments, answer: listNativeAttachments },
    { service: "ecs", method: "GET", path: `${attachments}/{volume_id}`, answer: getNativeAttachment },
    { service: "ecs", method: "GET", path: `${one}/os-server-password`, answer: getWindowsPassword },
    { service: "ecs", method: "DELETE", path: `${one}/os-server-password`, answer: deleteWindowsPassword },
    { service: "ecs", method: "GET", path: `${one}/metadata`, answer: readMetadata },
    { service: "ecs", method: "GET", path: `${one}/metadata/{key}`, answer: readMetadataKey },
    { service: "ecs", method: "DELETE", path: `${one}/metadata/{key}`, answer: deleteMetadataKey },
  ];
}
