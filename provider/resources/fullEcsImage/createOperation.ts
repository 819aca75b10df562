import type { Cloud } from "../../ports/cloud";
import { CloudError } from "../../ports/cloudError";
import { formatMark, parseMark } from "../../ports/mark";
import type { Image } from "../../ports/images";
import type { Server } from "../../ports/servers";
import { OperationFailure } from "../../procedures/errors";
import type { Move } from "../../procedures/move";
import {
  digestOf,
  formatRecord,
  isRecordKey,
  isUnsettled,
  parseRecord,
  recordKey,
  type OperationRecord,
} from "../../procedures/operationRecord";
import { asAnyProcedure, mapResult, type Procedure } from "../../procedures/procedure";
import type { Operation, Warn } from "../definition";
import {
  decide,
  disksDigest,
  inputsDigest,
  staleAfterSeconds,
  takenOver,
  type Action,
  type Goal,
  type World,
} from "./createProcedure";
import { inputsFrom, outputsOf, type FullEcsImageOutputs } from "./outputs";

/**
 * How long an intention stands in the record before it may be acted on. Two runs that see no record at the
 * same time both write one; the later overwrites the earlier. Whoever then waits longer than the other's way
 * from looking to writing takes (`intendWithinMilliseconds`, plus what a read may lag) finds the other's record.
 */
const confirmAfterMilliseconds = 8_000;
const intendWithinMilliseconds = 5_000;
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
    known: () => creation.known(),
    defaultTimeoutMilliseconds: 60 * 60 * 1000,
  };
}

/** The reads and writes around `decide`: what it observes, and how each of its actions is carried out. */
class Creation implements Procedure<World, Action, FullEcsImageOutputs | undefined> {
  private readonly key: string;
  private readonly urnDigest: string;
  private record: OperationRecord | undefined;
  private server: Server | undefined;
  /** Beside which the record is kept: the goal's server, unless an interrupted operation is on another one. */
  private serverId: string;
  private lookedElsewhere = false;
  private observedAt = 0;
  private wroteRecordAt: number | undefined;
  private intention: "none" | "written" = "none";
  private busy: { since: number; reason: string } | undefined;
  private traceAt: number | undefined;
  private foreignSeenAt: number | undefined;
  private tookOver = false;
  /** By another run: what was begun is no longer ours to remember. */
  private isTakenOver = false;
  private recordedFailure = false;
  private marked = false;
  private aligned = false;
  private imageId: string | undefined;
  private last: World | undefined;

  constructor(
    private readonly goal: Goal,
    private readonly earlier: FullEcsImageOutputs | undefined,
    private readonly cloud: Cloud,
    private readonly warn: Warn,
  ) {
    this.key = recordKey(goal.urn);
    this.urnDigest = digestOf(goal.urn);
    this.imageId = earlier?.imageId;
    this.serverId = goal.inputs.server;
  }

  decide(world: World): Move<Action, FullEcsImageOutputs | undefined> {
    const move = decide(this.goal, world);
    if (move.kind === "stop") this.noteIfTakenOver(move.failure);
    if (move.kind !== "done") return move;
    return { kind: "done", result: move.result && this.outputs(this.goal.inputs, true, move.result) };
  }

  /** What to save if the operation ends now: nothing, as long as nothing was begun. */
  known(): FullEcsImageOutputs | undefined {
    if (this.wroteRecordAt === undefined || this.isTakenOver) return this.earlier;
    const settled = this.record?.state === "settled";
    const inputs = settled
      ? inputsFrom(this.goal.inputs, this.last?.image, this.last?.backup)
      : { ...this.goal.inputs, server: this.serverId };
    return this.outputs(inputs, settled, this.last);
  }

  private outputs(
    inputs: Goal["inputs"],
    settled: boolean,
    seen: Pick<World, "image" | "backup"> | undefined,
  ): FullEcsImageOutputs {
    const jobId = this.record?.jobId ?? this.earlier?.jobId;
    return outputsOf(inputs, {
      ...{ account: this.cloud.identity, settled, jobId },
      ...{ image: seen?.image, backup: seen?.backup },
    });
  }

  async observe(): Promise<World> {
    const { cloud, goal } = this;
    const followsOwnJob =
      this.record?.generation === goal.generation &&
      this.record.state !== "intended" &&
      this.intention === "none";
    if (!followsOwnJob || !this.server) await this.readServer();
    if (!this.earlier && !this.lookedElsewhere) await this.lookElsewhere();
    if (this.serverId !== goal.inputs.server && !(this.record && isUnsettled(this.record)))
      await this.comeBack();
    const record = this.record;
    const job =
      record?.jobId !== undefined &&
      (isUnsettled(record) || this.recordedFailure) &&
      this.last?.image?.state !== "usable"
        ? await cloud.images.job(record.jobId)
        : undefined;
    // While the job runs it says all there is to know, and before the submission there is nothing to find.
    const nothingToFind = job?.state === "running" || this.intention === "written";
    const image = nothingToFind ? undefined : await this.findImage(job?.imageId);
    const backup = image?.backupId === undefined ? undefined : await cloud.backups.get(image.backupId);
    const submittedByAnother = record?.state === "intended" && this.intention === "none" && !image;
    if (submittedByAnother) await this.lookForTraces(record.since);
    const copying = job?.state === "running" || (image && backup?.state !== "finished") || submittedByAnother;
    const world: World = {
      now: cloud.now(),
      server: this.server,
      record,
      elsewhere: this.serverId !== goal.inputs.server,
      rivals: this.rivals(),
      job,
      image,
      backup,
      lastTraceAt: this.traceAt,
      progress: copying ? await cloud.backups.progress(this.serverId) : undefined,
      thisRun: {
        intention: this.intention === "none" ? "none" : this.confirmed() ? "confirmed" : "unconfirmed",
        confirmInSeconds: (confirmAfterMilliseconds - this.sinceWritten()) / 1000,
        takeOverInSeconds: this.takeOverInSeconds(),
        wroteRecord: this.wroteRecordAt !== undefined,
        refusedAsBusy: this.stillBusy(),
        marked: this.marked,
        aligned: this.aligned,
      },
    };
    this.last = world;
    return world;
  }

  actions: Procedure<World, Action, FullEcsImageOutputs | undefined>["actions"] = {
    /** Writes the intention to submit: where that cannot be done, nothing is started. */
    intend: async ({ record, server, now: lookedAtCloudTime }) => {
      if (record && record.generation !== this.goal.generation) this.reportEarlier(record);
      const ours = record?.generation === this.goal.generation || this.tookOver ? record : undefined;
      const intended: OperationRecord = {
        kind: "FullEcsImage",
        generation: this.goal.generation,
        inputsDigest: inputsDigest(this.goal.inputs),
        attempt: (ours?.attempt ?? 0) + 1,
        state: "intended",
        // What another run made after we looked is a trace, too.
        since: ours && isUnsettled(ours) ? ours.since : lookedAtCloudTime,
        attemptAt: this.cloud.now(),
        disksDigest: disksDigest(server?.diskIds ?? []),
      };
      const lookedAt = this.observedAt;
      await this.writeRecord(intended);
      // Written too late, it may have overwritten the record of a run that has already submitted.
      const inTime = this.cloud.clock.now() - lookedAt <= intendWithinMilliseconds;
      this.intention = inTime ? "written" : "none";
    },

    /** Goes on with the operation of a run that was interrupted: from now on it is ours. */
    takeOver: async ({ record }) => {
      if (!record) return;
      this.tookOver = true;
      await this.writeRecord({ ...record, generation: this.goal.generation });
    },

    /** Another operation on this server was first: nothing was sent, so nothing needs to be remembered. */
    withdraw: async () => {
      await this.forgetRecord();
    },

    /** The interrupted operation on another server came to nothing. */
    forget: async ({ job }) => {
      if (job?.failure)
        this.warn(
          `the operation that an earlier run had begun on server ${this.serverId} failed (${job.failure.code}): ${job.failure.reason}`,
        );
      await this.forgetRecord();
      this.serverId = this.goal.inputs.server;
      this.tookOver = false;
    },

    // FEI-13: source ECS, vault, name and description, submitted.
    submit: async ({ record }, confirmEngineAlive) => {
      await this.confirmStillOurs();
      await confirmEngineAlive();
      const { server, vault, name, description } = this.goal.inputs;
      const mark = formatMark(this.goal.urn, this.goal.generation);
      // From here on it may have been sent, whatever happens.
      this.intention = "none";
      try {
        const { jobId } = await this.cloud.images.submitWholeServerImage({
          serverId: server,
          vaultId: vault.id,
          name,
          description: description ?? undefined,
          mark,
        });
        if (record) await this.writeRecord({ ...record, state: "sent", jobId });
      } catch (error) {
        if (!(error instanceof CloudError)) throw error;
        await this.afterRefusal(error, record);
      }
    },

    recordFailure: async ({ record }) => {
      await this.confirmStillOurs();
      this.recordedFailure = true;
      if (record) await this.writeRecord({ ...record, state: "failed" });
    },

    mark: async ({ image }) => {
      await this.confirmStillOurs();
      if (image) await this.cloud.images.setMark(image.id, formatMark(this.goal.urn, this.goal.generation));
      this.marked = true;
    },

    align: async ({ image }) => {
      await this.confirmStillOurs();
      const { name, description } = this.goal.inputs;
      if (image) await this.cloud.images.update(image.id, { name, description: description ?? "" });
      this.aligned = true;
    },

    settle: async ({ record }, confirmEngineAlive) => {
      await this.confirmStillOurs();
      // Settled for an engine that is gone, the image would belong to nobody.
      await confirmEngineAlive();
      if (record) await this.writeRecord({ ...record, state: "settled" });
    },
  };

  /** Reads the server, and the record beside it. */
  private async readServer(): Promise<void> {
    this.observedAt = this.cloud.clock.now();
    this.server = await this.cloud.servers.get(this.serverId);
    const text = this.server?.records[this.key];
    const shown = text === undefined ? undefined : readable(text, this.key);
    // A read may lag behind our own write of a moment ago; what another run wrote will still be there later.
    if (shown?.generation !== this.goal.generation && this.writtenLately()) return;
    this.record = shown;
  }

  /** An operation of this resource that was interrupted before the input was changed to another server. */
  private async lookElsewhere(): Promise<void> {
    this.lookedElsewhere = true;
    if (this.record && isUnsettled(this.record)) return;
    for (const other of await this.cloud.servers.listWithRecord(this.key)) {
      if (other.id === this.serverId) continue;
      const record = readable(other.records[this.key] ?? "", this.key);
      if (!isUnsettled(record) || this.cloud.now() - record.since > staleAfterSeconds) {
        this.reportEarlier(record);
      } else {
        this.serverId = other.id;
        await this.readServer();
        return;
      }
    }
  }

  /** The operation on the other server has ended after all: the first look lagged behind. */
  private async comeBack(): Promise<void> {
    if (this.wroteRecordAt !== undefined) return;
    this.serverId = this.goal.inputs.server;
    await this.readServer();
  }

  private takeOverInSeconds(): number {
    const foreign =
      this.record && this.record.generation !== this.goal.generation && isUnsettled(this.record);
    this.foreignSeenAt = foreign ? (this.foreignSeenAt ?? this.observedAt) : undefined;
    return Math.max(0, confirmAfterMilliseconds - (this.observedAt - (this.foreignSeenAt ?? 0))) / 1000;
  }

  /** Milliseconds between our last write of the record and the last look at it. */
  private sinceWritten(): number {
    return this.wroteRecordAt === undefined ? Infinity : this.observedAt - this.wroteRecordAt;
  }

  private writtenLately(): boolean {
    return this.sinceWritten() < confirmAfterMilliseconds;
  }

  /** Other resources' operations on this server; those that never ended are named and passed over. */
  private rivals(): OperationRecord[] {
    const others = Object.entries(this.server?.records ?? {})
      .filter(([key]) => isRecordKey(key) && key !== this.key)
      .map(([key, text]) => readable(text, key))
      .filter(isUnsettled);
    return others.filter((other) => this.cloud.now() - other.attemptAt <= staleAfterSeconds);
  }

  /** Seen again, long enough after it was written. */
  private confirmed(): boolean {
    return this.record?.generation === this.goal.generation && !this.writtenLately();
  }

  private stillBusy(): string | undefined {
    if (!this.busy || this.cloud.clock.now() - this.busy.since > busyMilliseconds) return undefined;
    return this.busy.reason;
  }

  /** The image of this operation: by its ID where that is known, else by its mark. */
  private async findImage(idFromJob: string | undefined): Promise<Image | undefined> {
    const id = idFromJob ?? this.imageId;
    const image = id === undefined ? undefined : await this.cloud.images.get(id);
    if (image) {
      this.imageId = image.id;
      return image;
    }
    const { record, goal } = this;
    if (!record && !this.earlier) return undefined;
    const marked = await this.cloud.images.listMarked();
    const own = marked.filter((candidate) => parseMark(candidate.mark)?.urnDigest === this.urnDigest);
    const found =
      own.find((candidate) => parseMark(candidate.mark)?.generation === goal.generation) ??
      // Made by a run that was interrupted, or that we took over from: not older than its first intention.
      (record && isUnsettled(record)
        ? own.find((candidate) => candidate.createdAt >= record.since)
        : undefined);
    this.imageId = found?.id ?? this.imageId;
    return found;
  }

  /** What a submission without an answer leaves behind: a backup of the server, newer than the record. */
  private async lookForTraces(since: number): Promise<void> {
    const backups = await this.cloud.backups.list(this.serverId);
    for (const backup of backups.filter(({ createdAt }) => createdAt >= since)) {
      const seenAt = backup.state === "copying" ? this.cloud.now() : backup.updatedAt;
      this.traceAt = Math.max(this.traceAt ?? 0, seenAt);
    }
  }

  /** A definite no means that nothing was made; without an answer the next turn looks for traces. */
  private async afterRefusal(error: CloudError, record: OperationRecord | undefined): Promise<void> {
    if (error.kind === "answerLost") {
      this.warn(`no answer to the request for the image; looking for what came of it (${error.message})`);
      return;
    }
    if (error.kind === "busy") {
      this.busy = { since: this.cloud.clock.now(), reason: error.details.reason };
      // A second submission that is refused because of work going on: the first may be that work.
      if ((record?.attempt ?? 1) > 1) this.traceAt = this.cloud.now();
      else await this.forgetRecord();
      return;
    }
    await this.forgetRecord();
    const taken = error.kind === "nameTaken" ? await this.ownImageOfThatName() : undefined;
    throw new OperationFailure("constraintViolated", refused(error, taken));
  }

  /** An image that an earlier operation of this resource made, and that has the name that is asked for. */
  private async ownImageOfThatName(): Promise<Image | undefined> {
    const marked = await this.cloud.images.listMarked();
    return marked.find(
      (image) => parseMark(image.mark)?.urnDigest === this.urnDigest && image.name === this.goal.inputs.name,
    );
  }

  private noteIfTakenOver(failure: OperationFailure): void {
    if (failure.kind === "takenOver") this.isTakenOver = true;
  }

  /** Fences off a run whose engine was killed and that works on: every later act begins with this. */
  private async confirmStillOurs(): Promise<void> {
    await this.readServer();
    if (this.writtenLately()) {
      await this.cloud.clock.sleep(confirmAfterMilliseconds - this.sinceWritten());
      await this.readServer();
    }
    if (!this.record || this.record.generation === this.goal.generation) return;
    const failure = takenOver(this.serverId);
    this.noteIfTakenOver(failure);
    throw failure;
  }

  private async writeRecord(record: OperationRecord): Promise<void> {
    try {
      await this.cloud.records.write(this.serverId, this.key, formatRecord(record));
    } catch (error) {
      // Without an answer it may have been written: what we may have begun is remembered.
      if (error instanceof CloudError && error.kind === "answerLost")
        this.wroteRecordAt = this.cloud.clock.now();
      throw error;
    }
    this.wroteRecordAt = this.cloud.clock.now();
    this.record = record;
  }

  private async forgetRecord(): Promise<void> {
    await this.cloud.records.remove(this.serverId, this.key);
    this.record = undefined;
    this.intention = "none";
    this.wroteRecordAt = undefined;
  }

  /** What an earlier operation of this resource may have left, told before its record is written over. */
  private reportEarlier(record: OperationRecord): void {
    const mark = `ecs-lifecycle=${formatMark(this.goal.urn, record.generation)}`;
    if (record.state === "settled")
      this.warn(
        `an earlier operation of this resource made an image that carries the tag ${mark}. If it is the one being replaced, ` +
          `Pulumi deletes it next. If not, the run that made it was killed before Pulumi could save it: delete it in the ` +
          `IMS console, with its backup.`,
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
    `Two ways out: give the new image another name, or, if no resource holds the old one any more, ` +
    `delete image ${taken.id} with its backup ${taken.backupId ?? ""} in the IMS console.`
  );
}

function readable(text: string, key: string): OperationRecord {
  const record = parseRecord(text);
  if (record) return record;
  throw new OperationFailure(
    "unexpectedState",
    `the server's metadata key ${key} holds an operation record that this version cannot read (${text}). ` +
      `Use the version of pulumi-ecs-lifecycle that wrote it, or, if no operation is going on, delete the key.`,
  );
}
