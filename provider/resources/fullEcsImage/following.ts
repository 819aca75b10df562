import type { Backup, BackupTask } from "../../ports/backups";
import type { Cloud } from "../../ports/cloud";
import type { Image, ImageJob } from "../../ports/images";
import type { JournalView } from "../../procedures/journal";
import { isUnsettled, type OperationRecord } from "../../procedures/operationRecord";
import { paceOf, untilNextLook, type Pace } from "../../procedures/pace";
import type { OwnImages } from "./ownImages";
import { unlessRefused } from "../unlessRefused";

/** Job, image and backup of an operation, as far as they are there. */
export interface Sight {
  job: ImageJob | undefined;
  image: Image | undefined;
  backup: Backup | undefined;
}

/** What is to be followed. */
export interface Followed extends Pick<JournalView, "intention"> {
  record: OperationRecord | undefined;
  /** Where the record stands. */
  serverId: string;
}

const nothing: Sight = { job: undefined, image: undefined, backup: undefined };

/** From here on how far the task is says less than a look at the backup itself. */
const nearlyDone = 0.97;

/** For how long what was complete is taken for complete without another look, in seconds. */
const sameMomentSeconds = 5;

/** Looks at an operation that is under way, and asks for nothing again that cannot have changed. */
export class Following {
  /** How far it is, from 0 to 1, where the cloud has said so in this look. */
  progress: number | undefined;
  /** How the backup goes on; undefined before the first look at it. */
  pace: Pace | undefined;
  private last = nothing;
  private lastAt = 0;
  private lastRecord: OperationRecord | undefined;

  /** @param isUsableEnough whether there is nothing left to wait for */
  constructor(
    private readonly cloud: Pick<Cloud, "backups" | "images" | "now">,
    private readonly ownImages: OwnImages,
    private readonly isUsableEnough: (backup: Backup) => boolean,
  ) {}

  async look(followed: Followed): Promise<Sight> {
    this.progress = undefined;
    const before = this.lastRecord;
    this.lastRecord = followed.record;
    if (before?.attemptAt !== followed.record?.attemptAt) this.pace = undefined;
    if (this.hasJustSettled(before, followed.record)) return this.last;
    const copying = this.copyingBackup(before, followed.record);
    let backup: Backup | undefined;
    if (copying) {
      if (!this.isDue()) return this.last;
      const soFar = this.pace?.fraction ?? 0;
      const task = await this.lookAtTask(followed);
      // A task that does not move may be one that nobody ends any more.
      if (task?.backupId === copying.id && task.fraction > soFar) return this.last;
      backup = await this.cloud.backups.get(copying.id);
      if (backup?.state === "copying") return this.last;
    }
    this.last = await this.lookAtAll(followed, backup);
    this.lastAt = this.cloud.now();
    return this.last;
  }

  /** Asks how far the backup is, where it is time for that. */
  async lookAtPace(followed: Followed): Promise<void> {
    if (this.isDue()) await this.lookAtTask(followed);
  }

  /**
   * The task that writes the backup, as long as it tells more than a look at the backup does. Not knowing how far it is
   * ends no operation.
   */
  private async lookAtTask({ record, serverId }: Followed): Promise<BackupTask | undefined> {
    const isWorthIt = this.pace === undefined || this.pace.fraction < nearlyDone;
    const task = isWorthIt ? await unlessRefused(() => this.cloud.backups.progress(serverId)) : undefined;
    const now = this.cloud.now();
    const { fraction = 0, beganAt = record?.attemptAt ?? now } = task ?? {};
    this.pace = task || !this.pace ? paceOf(beganAt, fraction, now) : { ...this.pace, lookedAt: now };
    this.progress = task?.fraction;
    return task;
  }

  private async lookAtAll({ record, intention }: Followed, seenBackup: Backup | undefined): Promise<Sight> {
    const { images, backups } = this.cloud;
    const job =
      record?.jobId !== undefined && isUnsettled(record) && this.last.image?.state !== "usable"
        ? await images.job(record.jobId)
        : undefined;
    // While the job runs it says all there is to know, and before the submission there is nothing to find.
    if (job?.state === "running" || intention !== "none") return { ...nothing, job };
    const image = await this.ownImages.find(record, job?.imageId);
    if (image?.backupId === undefined) return { job, image, backup: undefined };
    const isSeen = seenBackup?.id === image.backupId;
    return { job, image, backup: isSeen ? seenBackup : await backups.get(image.backupId) };
  }

  /** Settled by this run, which had just seen all of it complete. */
  private hasJustSettled(before: OperationRecord | undefined, now: OperationRecord | undefined): boolean {
    const isSame = before !== undefined && isUnsettled(before) && before.generation === now?.generation;
    return isSame && now.state === "settled" && this.cloud.now() - this.lastAt <= sameMomentSeconds;
  }

  /** The backup of a usable image that is only waited for: until it is complete nothing of both changes. */
  private copyingBackup(
    before: OperationRecord | undefined,
    now: OperationRecord | undefined,
  ): Backup | undefined {
    const { image, backup } = this.last;
    const isSame = before?.generation === now?.generation && before?.state === now?.state;
    if (!isSame || !now || !isUnsettled(now) || image?.state !== "usable") return undefined;
    const isOnlyCopied = backup?.state === "copying" && backup.restorableFrom === "snapshot";
    return isOnlyCopied && !this.isUsableEnough(backup) ? backup : undefined;
  }

  private isDue(): boolean {
    // The cloud's time is known to the second.
    return this.pace === undefined || untilNextLook(this.pace, this.cloud.now()) <= 1;
  }
}
