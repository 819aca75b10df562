import type { Cloud } from "../../ports/cloud";
import { CloudError } from "../../ports/cloudError";
import type { Server } from "../../ports/servers";
import type { JournalView } from "../../procedures/journal";
import { digestOf, isUnsettled, parseRecord, type OperationRecord } from "../../procedures/operationRecord";
import type { Warn } from "../definition";
import { stateOf } from "./failures";

/** When this run has asked the server to stop, in seconds since 1970. */
export interface StopAsked {
  softAt: number;
  hardAt: number | undefined;
}

const lookAgainMilliseconds = 5_000;

/** How long a shutdown is waited for by a run that ends: somebody sits there, and has pressed Ctrl-C. */
const longestShutdownMilliseconds = 90_000;

/** Stops the server for the change of its OS, and starts it again where that was for nothing. */
export class Power {
  /** undefined: it is not being stopped. */
  asked: StopAsked | undefined;
  /** How often this run has asked it to stop. */
  timesStopped = 0;
  /** Whether it was stopped for this operation: by this run, or by the one that this goes on with. */
  hasStopped = false;
  /** ID of the system disk that it had when this run stopped it. */
  private diskBefore: string | undefined;

  constructor(
    private readonly cloud: Pick<Cloud, "servers" | "clock">,
    private readonly serverId: string,
    private readonly warn: Warn,
  ) {}

  /** What is off, or what another operation is at work on, is asked anew, and softly first. */
  noteSeen({ server, rivals, record }: Pick<JournalView, "server" | "rivals" | "record">): void {
    this.hasStopped ||= record !== undefined && isUnsettled(record) && record.serverState === "running";
    if (server?.state === "stopped" || rivals.length > 0) this.asked = undefined;
  }

  /** OSR-17 */
  async stopSoftly(server: Server | undefined, now: number): Promise<void> {
    this.hasStopped = true;
    this.timesStopped++;
    this.diskBefore ??= server?.systemDiskId;
    await this.cloud.servers.stop(this.serverId, "soft");
    this.asked = { softAt: now, hardAt: undefined };
  }

  /** OSR-17 */
  async stopHard(now: number): Promise<void> {
    await this.cloud.servers.stop(this.serverId, "hard");
    this.asked = { softAt: this.asked?.softAt ?? now, hardAt: now };
  }

  /**
   * The run ends without a change. A server that it has stopped is started again, where its system disk was not touched
   * and no operation is at work on it; in any case the user is told how it is left.
   */
  async restore(view: JournalView): Promise<void> {
    const { record, rivals, server } = view;
    // Whoever wrote that may be at work on it.
    if (record && isUnsettled(record)) return;
    const present = server?.systemDiskId;
    // Where there is a record, it alone tells: a run that goes on may have seen the server only after the first attempt.
    const isUntouched =
      present !== undefined &&
      (record ? digestOf(present) === record.systemDiskDigest : present === this.diskBefore);
    if (!this.hasStopped) this.tellWhereStoppedBefore(view);
    else if (server && isUntouched && rivals.length === 0) await this.startAgain(server);
    else this.tellAsItIs(server);
  }

  private async startAgain(before: Server): Promise<void> {
    let server: Server | undefined = before;
    try {
      server = await this.afterShutdown(before);
      if (server?.state === "stopped" && server.task === undefined && !isAtWork(server)) {
        await this.cloud.servers.start(this.serverId);
        this.warn(
          `${server.name} had been stopped for the change of its OS: its system disk was not touched, and it is started again.`,
        );
      } else this.tellAsItIs(server);
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      this.tellAsItIs(server, `it could not be started again: ${error.message}`);
    }
  }

  /** How the server is cannot be seen, and it may be off. */
  tellUnseen(error: unknown): void {
    if (!this.hasStopped || !(error instanceof CloudError)) return;
    this.warn(
      `server ${this.serverId} had been asked to stop for the change of its OS, and how it is now could not be seen (${error.message}): ` +
        `look at it in the ECS console, and start it if it is needed.`,
    );
  }

  private async afterShutdown(server: Server): Promise<Server | undefined> {
    if (server.task === undefined) return server;
    this.warn(
      `${server.name} is being stopped for the change of its OS (${server.task}): it is started again as soon as it is off.`,
    );
    const { clock, servers } = this.cloud;
    const until = clock.now() + longestShutdownMilliseconds;
    let seen: Server | undefined = server;
    while (seen?.task !== undefined && clock.now() < until) {
      await clock.sleep(lookAgainMilliseconds);
      seen = await servers.get(this.serverId);
    }
    return seen;
  }

  private tellAsItIs(server: Server | undefined, why?: string): void {
    if (server?.state === "running" && server.task === undefined) return;
    this.warn(
      `the server had been stopped for the change of its OS, and is left as it is${why === undefined ? "" : ` (${why})`}. ${stateOf(server)}`,
    );
  }

  /** By a run that was killed, or whose attempt failed. */
  private tellWhereStoppedBefore({ record, server }: JournalView): void {
    const left = leftStopped(record, server);
    if (left !== undefined) this.warn(left);
  }
}

/** That a failed attempt has left a server stopped, and untouched; undefined: it has not. */
export function leftStopped(
  record: OperationRecord | undefined,
  server: Server | undefined,
): string | undefined {
  if (record?.state !== "failed" || record.serverState !== "running" || server?.state !== "stopped")
    return undefined;
  if (digestOf(server.systemDiskId ?? "") !== record.systemDiskDigest) return undefined;
  return (
    `${server.name} was running until it was stopped for the change of its OS, ${new Date(record.attemptAt * 1000).toISOString()}, and is ` +
    `stopped: its system disk is the one of before. Start it in the ECS console if it is needed.`
  );
}

/** Whether an operation has been recorded that may be at work on the server. */
function isAtWork({ records }: Server): boolean {
  return Object.values(records).some((text) => {
    const record = parseRecord(text);
    return record !== undefined && isUnsettled(record);
  });
}
