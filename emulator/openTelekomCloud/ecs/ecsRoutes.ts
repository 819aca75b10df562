import type { Route } from "../gateway/route";
import { getServerJob } from "./jobs";
import { deleteMetadataKey, readMetadata, readMetadataKey, writeMetadata } from "./metadata";
import { powerAction } from "./powerActions";
import { getServer, listBlockDevices, listServers } from "./servers";
import { changeServerTags, listServerTags } from "./tags";

const servers = "/v1/{project_id}/cloudservers";
const server = `${servers}/{server_id}`;
const native = "/v2.1/{project_id}/servers/{server_id}";

/** The calls of ECS. */
export const ecsRoutes: Route[] = [
  {
    service: "ecs",
    method: "GET",
    path: `${servers}/detail`,
    query: ["name", "status", "limit", "offset"],
    answer: listServers,
  },
  { service: "ecs", method: "GET", path: server, answer: getServer },
  { service: "ecs", method: "GET", path: `${server}/block_device`, answer: listBlockDevices },
  { service: "ecs", method: "GET", path: `${server}/tags`, answer: listServerTags },
  { service: "ecs", method: "POST", path: `${server}/tags/action`, answer: changeServerTags },
  { service: "ecs", method: "POST", path: `${server}/metadata`, answer: writeMetadata },
  { service: "ecs", method: "GET", path: `${native}/metadata`, answer: readMetadata },
  { service: "ecs", method: "GET", path: `${native}/metadata/{key}`, answer: readMetadataKey },
  { service: "ecs", method: "DELETE", path: `${native}/metadata/{key}`, answer: deleteMetadataKey },
  { service: "ecs", method: "POST", path: `${servers}/action`, answer: powerAction },
  { service: "ecs", method: "GET", path: "/v1/{project_id}/jobs/{job_id}", answer: getServerJob },
];
