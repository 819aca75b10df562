import type { Backup } from "../../ports/backups";
import type { Cloud } from "../../ports/cloud";
import type { Image } from "../../ports/images";
import { formatMark, markKey } from "../../ports/mark";
import { isUnsettled, type OperationRecord } from "../../procedures/operationRecord";
import type { Goal, Warn } from "../definition";
import { failedBackups } from "./failures";
import type { OwnImages } from "./ownImages";
import { unlessRefused } from "../unlessRefused";

/** An operation of the resource that has ended, or is too old to be gone on with, and its server. */
interface Earlier {
  record: OperationRecord;
  serverId: string;
}

/** What operations of the resource have left behind, and what its user is told of that. */
export class Leftovers {
  /** Backups of the server that failed since the operation began. */
  failedBackupIds: readonly string[] = [];
  private readonly elsewhere: Earlier[] = [];
  /** Generations that no image is left of. */
  private readonly gone = new Set<string>();
  private hasLookedHere = false;

  constructor(
    private readonly goal: Pick<Goal<unknown>, "urn" | "generation" | "isInState">,
    private readonly cloud: Pick<Cloud, "backups">,
    private readonly ownImages: OwnImages,
    private readonly warn: Warn,
  ) {}

  /** Takes note of one that is passed over; what is on this server is told at once, its record is written over. */
  passOver(earlier: Earlier, here: string): void {
    const isToBeLookedAt = earlier.serverId !== here && !isUnsettled(earlier.record);
    if (isToBeLookedAt) this.elsewhere.push(earlier);
    else this.tellOf(earlier.record);
  }

  /**
   * Looks at what has ended: whoever was killed at the end has told nobody.
   * @param here the record on the operation's server
   */
  async look(here: Earlier | undefined): Promise<void> {
    for (const earlier of this.elsewhere.splice(0)) {
      await this.lookAt(earlier);
      this.tellOf(earlier.record);
      this.tellOfFailedBackups();
    }
    if (!here || isUnsettled(here.record) || this.hasLookedHere) return;
    this.hasLookedHere = true;
    await this.lookAt(here);
  }

  /** Looks for backups that an operation which failed has left on its server. */
  async lookForFailedBackups({ serverId, record }: Earlier): Promise<void> {
    const backups = (await unlessRefused(() => this.cloud.backups.ofServer(serverId))) ?? [];
    this.note(backups.filter(({ createdAt }) => createdAt >= record.since));
  }

  /** Takes note of those that failed among the backups of an operation. */
  note(backups: readonly Backup[]): void {
    this.failedBackupIds = backups.filter(({ state }) => state === "failed").map(({ id }) => id);
  }

  /** Nothing else speaks of what an interrupted operation that came to nothing has left in the vault. */
  tellOfFailedBackups(): void {
    if (this.failedBackupIds.length > 0) this.warn(failedBackups(this.failedBackupIds));
    this.failedBackupIds = [];
  }

  tellOfImage({ id, name, stateText }: Image): void {
    this.warn(
      `left of an earlier operation: image ${id} ("${name}", ${stateText}); delete it in the IMS console`,
    );
  }

  private async lookAt(earlier: Earlier): Promise<void> {
    const { generation, state } = earlier.record;
    // The goal's own image is deleted with it.
    const isOther = generation !== this.goal.generation;
    const images = isOther ? await this.ownImages.of(generation) : [];
    if (isOther && images.length === 0) this.gone.add(generation);
    if (state !== "failed") return;
    await this.lookForFailedBackups(earlier);
    for (const image of images) if (image.state === "failed") this.tellOfImage(image);
  }

  private tellOf({ generation, state, since }: OperationRecord): void {
    const mark = `${markKey}=${formatMark(this.goal.urn, generation)}`;
    const isKnown = this.gone.has(generation) || this.goal.isInState?.(generation) === true;
    if (state === "settled" && !isKnown)
      this.warn(
        `this resource has made an image before, with the tag ${mark}. In a replacement that is the old image: there is ` +
          `nothing to do, Pulumi deletes it once the new one is complete. If this is not a replacement, the run that made it ` +
          `was killed before Pulumi could save it, and it is left over: adopt it, or delete it in the IMS console, with its backup.`,
      );
    if (state === "intended" || state === "sent")
      this.warn(
        `an earlier operation of this resource began ${new Date(since * 1000).toISOString()} and is not known to have ` +
          `ended. It is too old to be taken over. Look for an image with the tag ${mark} and for a backup of that time.`,
      );
  }
}
