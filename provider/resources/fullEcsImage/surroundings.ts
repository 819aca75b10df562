import type { Backup } from "../../ports/backups";
import type { Cloud } from "../../ports/cloud";
import type { Disk } from "../../ports/disks";
import { examine } from "../../procedures/examined";
import type { OperationRecord } from "../../procedures/operationRecord";
import type { Server } from "../../ports/servers";
import type { Warn } from "../definition";
import type { Goal, World } from "./createProcedure";
import { disturbanceOf } from "./disturbance";
import { guardRule } from "./failures";
import { submissionFacts } from "./preflight";
import { unlessRefused } from "../unlessRefused";
import { vaultsMeant } from "./vault";

/** A vault, as far as it is known. */
export interface KnownVault {
  id: string;
  name?: string;
}

/** What is looked at beside record, job and image: what a submission is judged by, and what it leaves behind. */
export class Surroundings {
  examined: World["examined"];
  vault: KnownVault | undefined;
  disks: Disk[] | undefined;
  /** The newest sign of a submission, in seconds since 1970. */
  traceAt: number | undefined;
  readonly disturbances: string[] = [];
  private hasLookedAtDisks = false;
  private hasLookedAtVault = false;

  constructor(
    private readonly goal: Goal,
    private readonly cloud: Cloud,
    private readonly warn: Warn,
  ) {}

  get diskSizesGb(): number[] | undefined {
    return this.disks?.map(({ sizeGb }) => sizeGb);
  }

  /** Looks up what the documents ask for, anew for this very submission. */
  async examine(): Promise<void> {
    const { inputs, urn, serverId } = this.goal;
    const look = () => submissionFacts(inputs, urn, serverId, this.cloud);
    this.examined = await examine(this.cloud, look);
    const { facts } = this.examined;
    if ("value" in facts.disks) this.disks = facts.disks.value;
    const [there] =
      "value" in facts.vaults && inputs.vault ? vaultsMeant(inputs.vault, facts.vaults.value) : [];
    // Where the vaults cannot be listed, the cloud itself judges the one that is named.
    this.vault = there ?? (inputs.vault?.id ? { id: inputs.vault.id } : undefined);
  }

  /** Sizes for deadline and estimate, types for the outputs: an interrupted run has them from before. */
  async lookAtDisks(serverId: string): Promise<void> {
    if (this.disks || this.hasLookedAtDisks) return;
    this.hasLookedAtDisks = true;
    this.disks = await unlessRefused(() => this.cloud.disks.ofServer(serverId));
  }

  async lookAtVault(id: string): Promise<void> {
    if (this.vault?.name !== undefined || this.hasLookedAtVault) return;
    this.hasLookedAtVault = true;
    this.vault = (await unlessRefused(() => this.cloud.vaults.get(id))) ?? { id };
  }

  /** What a submission without an answer leaves behind: a backup of the server, newer than the record. */
  async lookForTraces(serverId: string, since: number): Promise<Backup[]> {
    const all = await this.cloud.backups.ofServer(serverId);
    const backups = all.filter(({ createdAt }) => createdAt >= since);
    for (const backup of backups) {
      const seenAt = backup.state === "copying" ? this.cloud.now() : backup.updatedAt;
      this.traceAt = Math.max(this.traceAt ?? 0, seenAt);
    }
    return backups;
  }

  /** Warns as soon as somebody does to the server what the image does not survive (FEI-05). */
  watch(record: OperationRecord, server: Server | undefined): void {
    const disturbance = disturbanceOf(record, server);
    if (disturbance === undefined || this.disturbances.includes(disturbance)) return;
    this.disturbances.push(disturbance);
    this.warn(`while its image is being made, ${disturbance}: the image will probably fail. ${guardRule()}`);
  }
}
