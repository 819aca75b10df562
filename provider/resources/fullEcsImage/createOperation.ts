import type { Cloud } from "../../ports/cloud";
import { CloudError } from "../../ports/cloudError";
import type { Image } from "../../ports/images";
import { formatMark } from "../../ports/mark";
import { OperationFailure } from "../../procedures/errors";
import { Journal } from "../../procedures/journal";
import type { Move } from "../../procedures/move";
import { isUnsettled, type OperationRecord } from "../../procedures/operationRecord";
import { asAnyProcedure, mapResult, type Procedure } from "../../procedures/procedure";
import type { Operation, Warn } from "../definition";
import {
  decide,
  differences,
  disksDigest,
  inputsDigest,
  type Action,
  type Goal,
  type World,
} from "./createProcedure";
import { OwnImages } from "./ownImages";
import { inputsFrom, outputsOf, type FullEcsImageOutputs } from "./outputs";

/** How long a refusal because of other work is waited out before the submission is tried again. */
const busyMilliseconds = 30_000;

/** Makes a full-ECS image, or goes on making it. */
export function createOperation(
  goal: Goal,
  earlier: FullEcsImageOutputs | undefined,
  cloud: Cloud,
  warn: Warn,
): Operation<FullEcsImageOutputs> {
  const creation = new Creation(goal, earlier, cloud, warn);
  const made = (outputs: FullEcsImageOutputs | undefined): FullEcsImageOutputs => {
    if (outputs) return outputs;
    throw new Error("an image that was to be made cannot end as nothing");
  };
  return { ...operationOf(creation), procedure: asAnyProcedure(mapResult(creation, made)) };
}

/** Follows an image that an interrupted run has begun, and begins none; undefined where nothing came of it. */
export function followOperation(
  goal: Goal,
  earlier: FullEcsImageOutputs,
  cloud: Cloud,
  warn: Warn,
): Operation<FullEcsImageOutputs | undefined> {
  return operationOf(new Creation({ ...goal, followOnly: true }, earlier, cloud, warn));
}

function operationOf(creation: Creation): Operation<FullEcsImageOutputs | undefined> {
  return {
    procedure: asAnyProcedure(creation),
    abandon: () => creation.abandon(),
    known: () => creation.known(),
    defaultTimeoutMilliseconds: 60 * 60 * 1000,
  };
}

/** The reads and writes around `decide`: what it observes, and how each of its actions is carried out. */
class Creation implements Procedure<World, Action, FullEcsImageOutputs | undefined> {
  private readonly journal: Journal;
  private readonly ownImages: OwnImages;
  private busy: { since: number; reason: string } | undefined;
  private traceAt: number | undefined;
  private missingSince: number | undefined;
  private recordedFailure = false;
  private marked = false;
  private aligned = false;
  private last: World | undefined;

  constructor(
    private readonly goal: Goal,
    private readonly earlier: FullEcsImageOutputs | undefined,
    private readonly cloud: Cloud,
    private readonly warn: Warn,
  ) {
    const { urn, generation, inputs } = goal;
    const owner = { urn, generation, kind: "FullEcsImage", serverId: inputs.server };
    this.journal = new Journal(cloud, owner, (record) => this.reportEarlier(record));
    this.ownImages = new OwnImages(cloud.images, urn, generation, earlier);
  }

  decide(world: World): Move<Action, FullEcsImageOutputs | undefined> {
    const move = decide(this.goal, world);
    if (move.kind !== "done") return move;
    return { kind: "done", result: move.result && this.outputs(this.goal.inputs, true, move.result) };
  }

  /** An intention that was never sent is taken back, or the next run would have to wait for what came of it. */
  async abandon(): Promise<void> {
    if (this.journal.nothingSent) await this.journal.forget();
  }

  /** What to save if the operation ends now: nothing, as long as nothing was begun. */
  known(): FullEcsImageOutputs | undefined {
    const hasNothingNew = !this.journal.hasBegun && (!this.earlier || !this.last?.image);
    if (hasNothingNew || this.journal.isAnothers) return this.earlier;
    const settled = this.journal.view().record?.state === "settled";
    const inputs = settled
      ? inputsFrom(this.goal.inputs, this.last?.image, this.last?.backup)
      : { ...this.goal.inputs, server: this.journal.at };
    return this.outputs(inputs, settled, this.last);
  }

  private outputs(
    inputs: Goal["inputs"],
    settled: boolean,
    seen: Pick<World, "image" | "backup"> | undefined,
  ): FullEcsImageOutputs {
    const jobId = this.journal.view().record?.jobId ?? this.earlier?.jobId;
    return outputsOf(inputs, {
      ...{ account: this.cloud.identity, settled, jobId },
      ...{ image: seen?.image, backup: seen?.backup },
    });
  }

  async observe(): Promise<World> {
    const { cloud, journal } = this;
    if (!journal.isFollowing) await journal.look();
    if (!this.earlier) await journal.lookElsewhere();
    const view = journal.view();
    const { record } = view;
    const isOpen = record && (isUnsettled(record) || this.recordedFailure);
    const job =
      isOpen && record.jobId !== undefined && this.last?.image?.state !== "usable"
        ? await cloud.images.job(record.jobId)
        : undefined;
    // While the job runs it says all there is to know, and before the submission there is nothing to find.
    const nothingToFind = job?.state === "running" || view.intention !== "none";
    const image = nothingToFind ? undefined : await this.ownImages.find(record, job?.imageId);
    const backup = image?.backupId === undefined ? undefined : await cloud.backups.get(image.backupId);
    // Begun, or perhaps begun, and neither a running job nor an image tells how it goes on.
    const isOutOfSight =
      record !== undefined && isUnsettled(record) && !nothingToFind && !image && !view.nothingSent;
    this.missingSince = isOutOfSight ? (this.missingSince ?? cloud.now()) : undefined;
    if (isOutOfSight) await this.lookForTraces(record.since);
    const isCopying = job?.state === "running" || (image && backup?.state !== "finished") || isOutOfSight;
    const world: World = {
      ...view,
      now: cloud.now(),
      job,
      image,
      backup,
      lastTraceAt: this.traceAt,
      missingSince: this.missingSince,
      recordedFailure: this.recordedFailure,
      progress: isCopying ? await this.progress() : undefined,
      refusedAsBusy: this.stillBusy(),
      marked: this.marked,
      aligned: this.aligned,
    };
    this.last = world;
    return world;
  }

  actions: Procedure<World, Action, FullEcsImageOutputs | undefined>["actions"] = {
    intend: async ({ server, now }) => {
      await this.journal.intend(inputsDigest(this.goal.inputs), disksDigest(server?.diskIds ?? []), now);
    },

    takeOver: () => this.journal.takeOver(),

    /** Another operation on this server was first. */
    withdraw: () => this.journal.forget(),

    goElsewhere: () => this.journal.goElsewhere(),

    /** The interrupted operation on another server came to nothing. */
    forget: async ({ job }) => {
      if (job?.failure)
        this.warn(
          `the operation that an earlier run had begun on server ${this.journal.at} failed (${job.failure.code}): ${job.failure.reason}`,
        );
      await this.journal.forget();
      await this.journal.comeBack();
    },

    // FEI-13: source ECS, vault, name and description, submitted.
    submit: async (_world, confirmMayAct) => {
      await this.journal.confirmStillOurs();
      // Without the record nobody could find what comes of it.
      if (!this.journal.isOurs()) return;
      await confirmMayAct();
      const jobId = await this.submit();
      if (jobId !== undefined) await this.noteJob(jobId);
    },

    recordFailure: async () => {
      await this.journal.confirmStillOurs();
      this.recordedFailure = true;
      await this.journal.note({ state: "failed" });
    },

    mark: async ({ image }) => {
      await this.journal.confirmStillOurs();
      if (image) await this.cloud.images.setMark(image.id, formatMark(this.goal.urn, this.goal.generation));
      this.marked = true;
    },

    align: async ({ image }) => {
      await this.journal.confirmStillOurs();
      if (image) await this.cloud.images.update(image.id, differences(this.goal.inputs, image));
      this.aligned = true;
    },

    settle: async (_world, confirmMayAct) => {
      await this.journal.confirmStillOurs();
      // Settled for an engine that is gone, the image would belong to nobody.
      await confirmMayAct();
      await this.journal.note({ state: "settled" });
    },
  };

  /** The job's ID; undefined where no answer came, or where it is to be tried again later. */
  private async submit(): Promise<string | undefined> {
    const { urn, generation, inputs } = this.goal;
    this.journal.spendIntention();
    try {
      const { jobId } = await this.cloud.images.submitWholeServerImage({
        serverId: inputs.server,
        vaultId: inputs.vault.id,
        name: inputs.name,
        description: inputs.description ?? undefined,
        mark: formatMark(urn, generation),
      });
      return jobId;
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      await this.afterRefusal(error);
      return undefined;
    }
  }

  /** The image can also be found without its job: that the job could not be noted is no reason to stop. */
  private async noteJob(jobId: string): Promise<void> {
    try {
      await this.journal.note({ state: "sent", jobId });
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      this.warn(`job ${jobId} makes the image, but that could not be noted on the server: ${error.message}`);
    }
  }

  /** A definite no means that nothing was made; without an answer the next turn looks for traces. */
  private async afterRefusal(error: CloudError): Promise<void> {
    if (error.kind === "answerLost") {
      this.warn(`no answer to the request for the image; looking for what came of it (${error.message})`);
      return;
    }
    this.journal.noteRefusal();
    if (["busy", "throttled", "unreachable"].includes(error.kind)) {
      this.busy = { since: this.cloud.clock.now(), reason: error.details.reason };
      // Refused because of work going on: an earlier submission may be that work.
      if (error.kind === "busy") this.traceAt = this.cloud.now();
      return;
    }
    if (this.journal.nothingSent) await this.journal.forget();
    const taken = error.kind === "nameTaken" ? await this.ownImages.named(this.goal.inputs.name) : undefined;
    throw new OperationFailure("constraintViolated", refused(error, taken));
  }

  /** What a submission without an answer leaves behind: a backup of the server, newer than the record. */
  private async lookForTraces(since: number): Promise<void> {
    const backups = await this.cloud.backups.list(this.journal.at);
    for (const backup of backups.filter(({ createdAt }) => createdAt >= since)) {
      const seenAt = backup.state === "copying" ? this.cloud.now() : backup.updatedAt;
      this.traceAt = Math.max(this.traceAt ?? 0, seenAt);
    }
  }

  /** Not knowing how far it is ends no operation. */
  private async progress(): Promise<number | undefined> {
    try {
      return await this.cloud.backups.progress(this.journal.at);
    } catch (error) {
      if (error instanceof CloudError) return undefined;
      throw error;
    }
  }

  private stillBusy(): string | undefined {
    if (!this.busy || this.cloud.clock.now() - this.busy.since > busyMilliseconds) return undefined;
    return this.busy.reason;
  }

  /** What an earlier operation of this resource may have left, told before its record is written over. */
  private reportEarlier(record: OperationRecord): void {
    const mark = `ecs-lifecycle=${formatMark(this.goal.urn, record.generation)}`;
    if (record.state === "settled")
      this.warn(
        `this resource has made an image before, with the tag ${mark}. In a replacement that is the old image: there is ` +
          `nothing to do, Pulumi deletes it once the new one is complete. If this is not a replacement, the run that made it ` +
          `was killed before Pulumi could save it, and it is left over: delete it in the IMS console, with its backup.`,
      );
    if (isUnsettled(record))
      this.warn(
        `an earlier operation of this resource began ${new Date(record.since * 1000).toISOString()} and is not known to have ` +
          `ended. It is too old to be taken over. Look for an image with the tag ${mark} and for a backup of that time.`,
      );
  }
}

function refused(error: CloudError, taken: Image | undefined): string {
  const why = `the cloud refused to make the image: ${error.message}`;
  if (!taken) return why;
  return (
    `${why}. The name "${taken.name}" is taken by image ${taken.id}, which an earlier operation of this resource made. ` +
    `Ways out: give the new image another name; if it replaces the old one, set deleteBeforeReplace; or, if no resource ` +
    `holds the old one any more, ` +
    `delete image ${taken.id} with its backup ${taken.backupId ?? ""} in the IMS console.`
  );
}
