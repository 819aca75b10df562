import type { Server } from "../../ports/servers";
import { digestOf, type OperationRecord } from "../../procedures/operationRecord";

/** Tasks of the server that somebody has asked for, and that an image does not survive. */
const harmfulTasks: [RegExp, string][] = [
  [/^(soft-)?powering-off|^stopping/, "is being stopped"],
  [/^powering-on|^starting/, "is being started"],
  [/^reboot/, "is being restarted"],
  [/^(rebuild|resize|migrat|delet|shelv)/, "is being changed"],
];

/** What somebody has done to the server since the image was asked for, as far as the cloud shows it (FEI-05). */
export function disturbanceOf(record: OperationRecord, server: Server | undefined): string | undefined {
  if (!server) return "the server no longer exists";
  const { name, task = "", stateText } = server;
  const harmful = harmfulTasks.find(([pattern]) => pattern.test(task));
  if (harmful) return `${name} ${harmful[1]} (task ${task})`;
  if (server.systemDiskId === undefined) return `the system disk of ${name} has been detached`;
  if (digestOf(server.systemDiskId) !== record.systemDiskDigest)
    return `the system disk of ${name} is another one (${server.systemDiskId})`;
  if (server.state === record.serverState) return undefined;
  const now = { running: "started", stopped: "stopped", other: "changed" }[server.state];
  return `${name} has been ${now} (it was ${record.serverState}, and is ${stateText})`;
}
