import type { Cloud } from "../../ports/cloud";
import { CloudError, isPassing } from "../../ports/cloudError";
import type { Server, ServerJob } from "../../ports/servers";
import type { OperationFailure } from "../../procedures/errors";
import { examine } from "../../procedures/examined";
import { Journal, type JournalView } from "../../procedures/journal";
import type { Move } from "../../procedures/move";
import { digestOf, isUnsettled, parseRecord, type OperationRecord } from "../../procedures/operationRecord";
import type { Procedure } from "../../procedures/procedure";
import type { Warn } from "../definition";
import { lookOrTryAgain } from "../looked";
import { whyNothingToDo } from "./asItIs";
import { Attempts } from "./attempts";
import { decide, longestLagSeconds, settleLeft, type Action, type World } from "./changeProcedure";
import type { Retry } from "./constraints";
import { unrecordable, unrecordedSuccess } from "./failures";
import type { Goal } from "./goal";
import { interruptedElsewhere } from "./interruptedElsewhere";
import { outputsOf, type OsReplacementOutputs } from "./outputs";
import { Power } from "./power";
import { submissionFacts } from "./preflight";
import { diskLeftBy, isOfTheseInputs, lastAttemptOf, mostAttempts, retryOf } from "./retry";
import { diskFacts } from "./serverFacts";
import { ServerMemory } from "./serverMemory";
import { Submission } from "./submission";
import { recordBeside } from "./underWay";
import { verify } from "./verification";

/** The reads and writes around `decide`: what it observes, and how each of its actions is carried out. */
export class Change implements Procedure<World, Action, OsReplacementOutputs | undefined> {
  private readonly journal: Journal;
  private readonly attempts: Attempts;
  private readonly submission: Submission;
  private readonly power: Power;
  private readonly memory: ServerMemory;
  private examined: World["examined"];
  private retry: Retry | undefined;
  private completeSince: number | undefined;
  private successSeenAt: number | undefined;
  private failures: OperationFailure[] = [];
  private failing: OperationFailure | undefined;
  private isUnrecordable = false;
  private verification: World["verification"];
  private verifiedSystem: string | undefined;
  private systemDisk: OsReplacementOutputs["systemDisk"];
  private isRestored = false;
  private nothingDone: string | undefined;
  private last: World | undefined;
  private hasSeenJobRun = false;

  constructor(
    private readonly goal: Goal,
    private readonly earlier: OsReplacementOutputs | undefined,
    private readonly cloud: Cloud,
    private readonly warn: Warn,
  ) {
    const { urn, generation, serverId } = goal;
    const open = parseRecord(earlier?.openRecord ?? "");
    const owner = { urn, generation, kind: "OsReplacement", serverId, keepsHistory: true, open };
    this.journal = new Journal(cloud, owner, () => undefined);
    this.attempts = new Attempts(cloud, earlier?.attempts);
    this.submission = new Submission(goal, cloud, this.journal, this.attempts, warn);
    this.power = new Power(cloud, serverId, warn);
    this.memory = new ServerMemory(cloud, earlier?.before);
  }

  get serverId(): string {
    return this.goal.serverId;
  }

  decide(world: World): Move<Action, OsReplacementOutputs | undefined> {
    const move = decide(this.goal, world);
    if (move.kind === "act" && move.because) this.failing = move.because;
    if (move.kind !== "done") return move;
    return { kind: "done", result: move.result && this.outputs(true) };
  }

  /**
   * Ended early: an intention that was never sent is taken back, and a server that was stopped for nothing is started
   * again.
   */
  async abandon(): Promise<void> {
    try {
      await this.journal.takeBack();
      await this.journal.look();
    } catch (error) {
      this.power.tellUnseen(error);
      throw error;
    }
    const view = this.journal.view();
    const record = view.record ?? this.lostRecord(view);
    const isOursAndOpen = record && isUnsettled(record) && record.generation === this.goal.generation;
    if (isOursAndOpen && this.attempts.made.at(-1)?.result === "underWay" && !this.isSettleTimeOver())
      this.warn(goesOn(view.server?.name ?? this.serverId));
    await this.power.restore({ ...view, record });
  }

  /** What to save if the operation ends now: nothing, as long as nothing was begun. */
  known(): OsReplacementOutputs | undefined {
    const isOurs = this.journal.hasBegun && !this.journal.isAnothers;
    if (!isOurs && this.attempts.made.length === 0) return this.earlier;
    const { record } = this.journal.view();
    return this.outputs(record?.state === "settled", this.inputsOfWhatIsThere(record));
  }

  async observe(): Promise<World> {
    if (this.last && (await this.isJobStillRunning())) return this.last;
    await this.journal.look();
    const view = this.journal.view();
    const record = view.record ?? this.lostRecord(view);
    const isOpen = record !== undefined && isUnsettled(record) && !view.nothingSent;
    const job =
      isOpen && view.intention === "none" ? this.withEnd(await this.attempts.job(record)) : undefined;
    const pastJobs = record?.state === "failed" ? await this.attempts.failedJobs(record) : [];
    this.power.noteSeen({ ...view, record });
    this.hasSeenJobRun ||= job?.state === "running";
    // Somebody has changed since what was found.
    if (view.server && systemOf(view.server) !== this.verifiedSystem) this.verification = undefined;
    const world: World = {
      ...view,
      record,
      former: formerRecord(this.goal, view),
      timesStopped: this.power.timesStopped,
      now: this.cloud.now(),
      job,
      completeSince: undefined,
      pastJobs,
      examined: this.examined,
      stopAsked: this.power.asked,
      refusedAsBusy: this.submission.refusedAsBusy,
      failures: this.failures,
      isUnrecordable: this.isUnrecordable,
      verification: this.verification,
      isRestored: this.isRestored,
      isNotedAsItIs: this.nothingDone !== undefined,
    };
    world.completeSince = this.noteCompletion(world);
    this.last = world;
    return world;
  }

  /** A change of the OS may lose the record: what is known of it goes on being true. */
  private lostRecord(view: JournalView): OperationRecord | undefined {
    const { hasVanished, submitted, vanishedForeign, server } = view;
    // An intention that vanishes was never sent: it is written again.
    if (view.intention !== "none") return undefined;
    if (hasVanished) return submitted;
    if (!vanishedForeign) return undefined;
    // Removed by the run that wrote it, if nothing happens for a while.
    const { record, at } = vanishedForeign;
    const isOtherDisk = digestOf(server?.systemDiskId ?? "") !== record.systemDiskDigest;
    return isOtherDisk || this.cloud.now() - at <= longestLagSeconds ? record : undefined;
  }

  /** What has ended, and is not shown, is told as it is: whoever reads that may have to start the server. */
  private isSettleTimeOver(): boolean {
    const { last } = this;
    return last?.job?.state === "succeeded" && settleLeft(this.goal, last) <= 0;
  }

  /** The cloud may not say when a job has ended: then that is when this run first sees it. */
  private withEnd(job: ServerJob | undefined): ServerJob | undefined {
    if (job?.state !== "succeeded" || job.endedAt !== undefined) return job;
    this.successSeenAt ??= this.cloud.now();
    return { ...job, endedAt: this.successSeenAt };
  }

  /** While the job runs it says all there is to know, and nothing of the server can be changed. */
  private async isJobStillRunning(): Promise<boolean> {
    const { last } = this;
    if (last?.job?.state !== "running" || !last.record) return false;
    const job = await this.attempts.job(last.record);
    if (job?.state !== "running") return false;
    this.last = { ...last, job, now: this.cloud.now() };
    return true;
  }

  /** Since when the server shows a new system disk, and nothing goes on. */
  private noteCompletion({ record, server, job, now }: World): number | undefined {
    const isIdle = server?.state === "running" && server.task === undefined && job?.state !== "running";
    const isOther = record !== undefined && digestOf(server?.systemDiskId ?? "") !== record.systemDiskDigest;
    this.completeSince = isIdle && isOther ? (this.completeSince ?? now) : undefined;
    return this.completeSince;
  }

  actions: Procedure<World, Action, OsReplacementOutputs | undefined>["actions"] = {
    examine: async ({ server, record }) => {
      this.retry = retryOf(this.goal, record, this.cloud.now()) ?? this.retry;
      const attempts = { retry: this.retry, lastAttempt: lastAttemptOf(this.goal, record) ?? this.retry };
      const look = () => submissionFacts(this.goal, server, attempts, this.cloud);
      this.examined = await examine(this.cloud, look);
    },

    takeOver: () => this.journal.takeOver(),

    noteAsItIs: async ({ server, former, ...world }) => {
      if (!server || !this.examined) return;
      const record = world.record ?? former;
      const { systemDisk, keys } = this.examined.facts;
      const present = { server, imageName: this.goal.image?.name, systemDisk, keys, record };
      this.nothingDone = whyNothingToDo(this.goal.inputs, this.goal.imageId, present) ?? "";
      this.warn(this.nothingDone);
      try {
        await this.submission.noteAsItIs(server, record);
      } catch (error) {
        if (!(error instanceof CloudError) || isPassing(error)) throw error;
        this.warn(
          `that could not be noted on the server, so that a later change of triggers may not be noticed: ${error.message}`,
        );
      }
    },

    // Not earlier: before it there may have been a long wait for others.
    stopSoftly: async ({ server, record, now }) => {
      if (server) await this.remember(server, record);
      await this.power.stopSoftly(server, now);
    },

    stopHard: ({ now }) => this.power.stopHard(now),

    intend: async (world) => {
      if (world.server) await this.remember(world.server, world.record);
      await this.submission.intend(world, this.power.hasStopped);
    },

    /** Another operation was first, or the conditions do not hold any more. */
    withdraw: () => this.journal.forget(),

    submit: async ({ server }, confirmMayAct) => {
      if (!server || !this.examined) return;
      const firstFailure = this.failures.at(-1);
      await this.submission.send(server, this.examined.facts.keys, { firstFailure, confirmMayAct });
    },

    recordFailure: async ({ server, record, job, now }) => {
      await this.journal.confirmStillOurs();
      const { failing } = this;
      if (!failing) return;
      const endedAt = job && (job.endedAt ?? (this.hasSeenJobRun ? now : undefined));
      const left = await this.diskLeft(record, server, { endedAt, now });
      this.failures = [...this.failures, failing];
      this.attempts.noteEnd(record, job ? "failed" : "unknown", job?.failure);
      const jobId = this.attempts.jobIdOf(record);
      try {
        await this.journal.note(
          {
            state: "failed",
            ...(jobId !== undefined && { jobId }),
            ...(left !== undefined && { leftDiskDigest: left }),
          },
          // A record is short, and after the last attempt nothing is compared any more.
          { withoutAddresses: isLast(record) },
        );
        // After the last one the error that follows tells of both.
        if (!isLast(record)) this.warn(failing.message);
      } catch (error) {
        if (!(error instanceof CloudError) || isPassing(error)) throw error;
        this.isUnrecordable = true;
        this.failures = [...this.failures.slice(0, -1), unrecordable(failing, error.message)];
      }
    },

    verify: async ({ server, record, job }) => {
      if (!server || !record) return;
      const found = await verify(this.cloud, server, { record, job }, this.memory, this.goal);
      this.verification = found.verification;
      this.verifiedSystem = systemOf(server);
      this.verification.notVerifiable.push(...this.memory.unknown);
      if (found.systemDisk) this.systemDisk = diskFacts(found.systemDisk);
    },

    restore: async () => {
      await this.journal.confirmStillOurs();
      const problems = await this.memory.putBack(this.serverId);
      if (problems.length > 0)
        this.warn(
          `the change of the OS has dropped what was kept at the server, and it could not be put back: ${problems.join("; ")}`,
        );
      this.isRestored = true;
    },

    settle: async (_world, confirmMayAct) => {
      await this.journal.confirmStillOurs();
      await confirmMayAct();
      const { record, job } = this.last ?? {};
      const jobId = job?.id ?? this.attempts.jobIdOf(record);
      try {
        await this.journal.note({ state: "settled", ...(jobId !== undefined && { jobId }) });
      } catch (error) {
        if (!(error instanceof CloudError) || isPassing(error)) throw error;
        throw unrecordedSuccess(this.goal, error.message);
      }
      this.attempts.noteEnd(record, "succeeded");
      this.tell();
    },
  };

  /** How the server is before its OS is changed. After an attempt of another run that is not known any more. */
  private async remember(server: Server, record: OperationRecord | undefined): Promise<void> {
    const isAsBefore =
      record?.state !== "failed" || digestOf(server.systemDiskId ?? "") === record.systemDiskDigest;
    const all = await this.memory.remember(server, isAsBefore);
    for (const text of interruptedElsewhere(this.goal, all ?? [], this.cloud.now())) this.warn(text);
  }

  /** Digest of the disk that an attempt has left; after the last one, of the disk that is not to be tried again, whoever left it. */
  private async diskLeft(
    record: OperationRecord | undefined,
    { systemDiskId }: Partial<Server> = {},
    times: { endedAt: number | undefined; now: number },
  ): Promise<string | undefined> {
    if (!record || systemDiskId === undefined) return undefined;
    if (isLast(record)) return digestOf(systemDiskId);
    const looked = await lookOrTryAgain(() => this.cloud.disks.get(systemDiskId));
    const disk = "value" in looked ? looked.value : undefined;
    return diskLeftBy(record, { id: systemDiskId, createdAt: disk?.createdAt }, times);
  }

  /** What of the verification the user has to know at once. */
  private tell(): void {
    const left = this.verification?.leftServers ?? [];
    if (left.length > 0)
      this.warn(
        `servers appeared during the change of the OS and remain: ${left.map(({ id, name }) => `${id} ("${name}")`).join(", ")}. One may be the temporary server of the change (OSR-23).`,
      );
  }

  /**
   * The inputs, or, of an operation that was begun with other ones, those that show: the next preview then shows a
   * replacement.
   */
  private inputsOfWhatIsThere(record: OperationRecord | undefined): Goal["inputs"] {
    const { inputs } = this.goal;
    if (record?.state !== "settled" || isOfTheseInputs(this.goal, record)) return inputs;
    const {
      encryption: _encryption,
      licenseType: _licence,
      userData: _data,
      triggers: _triggers,
      ...rest
    } = inputs;
    const imageId = this.last?.server?.imageId;
    return { ...rest, image: imageId === undefined ? null : { id: imageId } };
  }

  private outputs(settled: boolean, inputs = this.goal.inputs): OsReplacementOutputs {
    const { serverId } = this.goal;
    const server = this.last?.server;
    const isGoals = inputs === this.goal.inputs;
    const imageId = isGoals ? this.goal.imageId : (server?.imageId ?? "");
    const image = isGoals ? this.goal.image : undefined;
    const found = {
      ...{ account: this.cloud.identity, settled, serverId, imageId, image, server },
      ...{ before: this.memory.before, verification: this.verification },
      attempts: this.attempts.made,
      nothingDone: this.nothingDone,
      openRecord: this.openRecord(),
      systemDisk: this.systemDisk ?? this.examinedDisk(),
      changedAt: settled && this.nothingDone === undefined ? this.endedAt() : undefined,
    };
    return outputsOf(inputs, found, this.earlier);
  }

  /** The record of what may still go on, also where it was lost. */
  private openRecord(): OperationRecord | undefined {
    const { record, submitted } = this.journal.view();
    const open = record ?? submitted;
    return open && isUnsettled(open) && open.generation === this.goal.generation ? open : undefined;
  }

  private endedAt(): number | undefined {
    const job: ServerJob | undefined = this.attempts.lastJob;
    return job?.endedAt ?? this.completeSince;
  }

  private examinedDisk() {
    const looked = this.nothingDone === undefined ? undefined : this.examined?.facts.systemDisk;
    return looked && "value" in looked && looked.value ? diskFacts(looked.value) : undefined;
  }
}

function isLast(record: OperationRecord | undefined): boolean {
  return record !== undefined && record.attempt >= mostAttempts;
}

/** What the change has made of a server. */
function systemOf({ systemDiskId = "", imageId = "", state }: Server): string {
  return `${systemDiskId} ${imageId} ${state}`;
}

/** What the resource has recorded before it was renamed with an alias: it is what triggers are compared with. */
function formerRecord({ formerUrn, urn }: Goal, { server }: JournalView): OperationRecord | undefined {
  if (formerUrn === undefined || formerUrn === urn) return undefined;
  const record = recordBeside(formerUrn, server);
  return record?.state === "settled" ? record : undefined;
}

/** A run that ends early stops nothing in the cloud. */
function goesOn(serverName: string): string {
  return (
    `the cloud goes on changing the OS of ${serverName}: do not start, stop or restart it. The next "pulumi up" ` +
    `follows the change to its end, and verifies it.`
  );
}
