import type { Cloud } from "../../ports/cloud";
import type { Server } from "../../ports/servers";
import { unlessRefused } from "../unlessRefused";
import { readKept, restoreKept, type Kept } from "./kept";
import type { Before } from "./outcome";
import { beforeOf } from "./snapshot";

/** How the server was before its OS was changed, as far as that is known: for comparing, and for putting back. */
export class ServerMemory {
  before: Before | undefined;
  /** IDs of all servers of the account then; undefined: not known. */
  serverIds: string[] | undefined;
  private kept: Kept;
  private hasLooked = false;

  /** @param before what an earlier run has saved */
  constructor(
    private readonly cloud: Cloud,
    before: Before | undefined,
  ) {
    this.before = before;
    this.kept = { tags: before?.tags, metadata: undefined };
  }

  /** What of the things that users keep at a server could not be remembered, in words. */
  get unknown(): string[] {
    return [
      ...(this.kept.tags ? [] : ["whether the server's tags are the same"]),
      ...(this.kept.metadata ? [] : ["whether the metadata that users keep at the server is the same"]),
    ];
  }

  /**
   * Looks at the server before anything is done to it, once; of a second attempt, what was there before the first stays
   * what has to be there.
   * @param isAsBefore false: an attempt has replaced its disk already
   * @returns all servers of the account; undefined: they are known already, or may not be listed
   */
  async remember(server: Server, isAsBefore: boolean): Promise<Server[] | undefined> {
    if (this.hasLooked) return undefined;
    this.hasLooked = true;
    this.before ??= isAsBefore ? await beforeOf(this.cloud, server) : undefined;
    const { tags, metadata } = await readKept(this.cloud, server.id);
    this.kept = { tags: this.kept.tags ?? tags, metadata };
    if (this.before && this.kept.tags) this.before.tags = this.kept.tags;
    const all = await unlessRefused(() => this.cloud.servers.list());
    this.serverIds = all?.map(({ id }) => id);
    return all;
  }

  /** Puts back what the platform has dropped. @returns what could not be put back, in words */
  putBack(serverId: string): Promise<string[]> {
    return restoreKept(this.cloud, serverId, this.kept);
  }
}
