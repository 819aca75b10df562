import type { Server } from "../../ports/servers";
import { staleAfterSeconds } from "../../procedures/journal";
import { operationUnderWay } from "./underWay";

/**
 * What to say of changes that this resource's run began on another server before the program named this one, and whose
 * state was lost: they go on, and no run follows them.
 */
export function interruptedElsewhere(
  { urn, serverId }: { urn: string; serverId: string },
  servers: readonly Server[],
  now: number,
): string[] {
  return servers.flatMap((server) => {
    const { id, name } = server;
    const record = operationUnderWay(urn, server);
    if (id === serverId || !record || now - record.since > staleAfterSeconds) return [];
    const begun = new Date(record.attemptAt * 1000).toISOString();
    const job = record.jobId === undefined ? "its job is not known" : `job ${record.jobId}`;
    return [
      `this resource began to change the OS of another server, ${name} (${id}), at ${begun} (${job}), and was interrupted: ` +
        `that change may be going on, and this run does not verify it. Do not start, stop or restart that server until the ECS ` +
        `console shows it running again, then check its image; or name it in the program again for one "pulumi up", which follows the change to its end.`,
    ];
  });
}
