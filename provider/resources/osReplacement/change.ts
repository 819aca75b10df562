import type { Cloud } from "../../ports/cloud";
import { CloudError, isPassing } from "../../ports/cloudError";
import type { Server, ServerJob } from "../../ports/servers";
import { OperationFailure } from "../../procedures/errors";
import { examine } from "../../procedures/examined";
import { Journal, type IntendedFacts, type JournalView } from "../../procedures/journal";
import type { Move } from "../../procedures/move";
import { digestOf, isUnsettled, recordKey, type OperationRecord } from "../../procedures/operationRecord";
import { PassingRefusal } from "../../procedures/passingRefusal";
import type { Procedure } from "../../procedures/procedure";
import type { Warn } from "../definition";
import { unlessRefused } from "../unlessRefused";
import { triggersDigest, whyNothingToDo } from "./asItIs";
import { Attempts } from "./attempts";
import {
  decide,
  inputsDigest,
  isOfTheseInputs,
  isToBeRetried,
  longestLagSeconds,
  mostAttempts,
  type Action,
  type World,
} from "./changeProcedure";
import type { Retry } from "./constraints";
import { stateOf, unrecordable } from "./failures";
import type { Goal } from "./goal";
import { interruptedElsewhere } from "./interruptedElsewhere";
import { readKept, restoreKept, type Kept } from "./kept";
import type { Before } from "./outcome";
import { diskFacts, outputsOf, type OsReplacementOutputs } from "./outputs";
import { retryOf, submissionFacts } from "./preflight";
import { requestOf } from "./request";
import { beforeOf } from "./snapshot";
import { addressesDigest, dataDisksDigest, verify } from "./verification";

/** The reads and writes around `decide`: what it observes, and how each of its actions is carried out. */
export class Change implements Procedure<World, Action, OsReplacementOutputs | undefined> {
  private readonly journal: Journal;
  private readonly attempts: Attempts;
  private examined: World["examined"];
  private before: Before | undefined;
  private kept: Kept = { tags: undefined, metadata: undefined };
  private serverIds: string[] | undefined;
  private hasRemembered = false;
  private retry: Retry | undefined;
  private stopAsked: World["stopAsked"];
  private hasStopped = false;
  private readonly refusal: PassingRefusal;
  private completeSince: number | undefined;
  private failures: OperationFailure[] = [];
  private failing: OperationFailure | undefined;
  private isUnrecordable = false;
  private verification: World["verification"];
  private systemDisk: OsReplacementOutputs["systemDisk"];
  private isRestored = false;
  private nothingDone: string | undefined;
  private last: World | undefined;

  constructor(
    private readonly goal: Goal,
    private readonly earlier: OsReplacementOutputs | undefined,
    private readonly cloud: Cloud,
    private readonly warn: Warn,
  ) {
    const { urn, generation, serverId } = goal;
    const owner = { urn, generation, kind: "OsReplacement", serverId, keepsHistory: true };
    this.journal = new Journal(cloud, owner, () => undefined);
    this.attempts = new Attempts(cloud, earlier?.attempts);
    this.refusal = new PassingRefusal(cloud.clock);
    this.before = earlier?.before;
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
    await this.journal.takeBack();
    if (this.hasStopped) await this.startAgain();
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
    const job = isOpen && view.intention === "none" ? await this.attempts.job(record) : undefined;
    const pastJobs = record?.state === "failed" ? await this.attempts.failedJobs(record) : [];
    if (view.server?.state === "stopped") this.stopAsked = undefined;
    const world: World = {
      ...view,
      record,
      now: this.cloud.now(),
      job,
      completeSince: undefined,
      pastJobs,
      examined: this.examined,
      stopAsked: this.stopAsked,
      refusedAsBusy: this.refusal.reason,
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
    if (hasVanished) return submitted;
    if (!vanishedForeign || view.intention !== "none") return undefined;
    // Removed by the run that wrote it, if nothing happens for a while.
    const { record, at } = vanishedForeign;
    const isOtherDisk = digestOf(server?.systemDiskId ?? "") !== record.systemDiskDigest;
    return isOtherDisk || this.cloud.now() - at <= longestLagSeconds ? record : undefined;
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
      this.retry = retryOf(this.goal.inputs, record) ?? this.retry;
      const look = () => submissionFacts(this.goal, server, this.retry, this.cloud);
      this.examined = await examine(this.cloud, look);
      const { facts } = this.examined;
      if (
        server &&
        whyNothingToDo(this.goal.inputs, this.goal.imageId, { server, ...facts, record }) === undefined
      )
        await this.remember(server);
    },

    takeOver: () => this.journal.takeOver(),

    noteAsItIs: async ({ server, record }) => {
      if (!server || !this.examined) return;
      const { systemDisk, keys } = this.examined.facts;
      this.nothingDone =
        whyNothingToDo(this.goal.inputs, this.goal.imageId, { server, systemDisk, keys, record }) ?? "";
      this.warn(this.nothingDone);
      try {
        await this.journal.noteAsItIs(this.intendedFacts(server, undefined));
      } catch (error) {
        if (!(error instanceof CloudError) || isPassing(error)) throw error;
        this.warn(
          `that could not be noted on the server, so that a later change of triggers may not be noticed: ${error.message}`,
        );
      }
    },

    stopSoftly: async ({ now }, confirmMayAct) => {
      await confirmMayAct();
      this.hasStopped = true;
      await this.cloud.servers.stop(this.serverId, "soft");
      this.stopAsked = { softAt: now, hardAt: undefined };
    },

    stopHard: async ({ now }) => {
      await this.cloud.servers.stop(this.serverId, "hard");
      this.stopAsked = { softAt: this.stopAsked?.softAt ?? now, hardAt: now };
    },

    intend: async ({ server, record, now }) => {
      if (!server) return;
      await this.journal.intend(this.intendedFacts(server, record), now);
    },

    /** Another operation was first, or the conditions do not hold any more. */
    withdraw: () => this.journal.forget(),

    submit: async ({ server }, confirmMayAct) => {
      await this.journal.confirmStillOurs();
      if (!this.journal.isOurs() || !server || !this.examined) return;
      await confirmMayAct();
      await this.submit(server, this.examined.facts.keys);
    },

    recordFailure: async ({ server, record, job }) => {
      await this.journal.confirmStillOurs();
      const { failing } = this;
      if (!failing) return;
      this.failures = [...this.failures, failing];
      this.attempts.noteEnd(record, job ? "failed" : "unknown", job?.failure);
      this.retry = record && this.retryAfter(record, server);
      const left = server?.systemDiskId;
      const jobId = this.attempts.jobIdOf(record);
      try {
        await this.journal.note({
          state: "failed",
          ...(jobId !== undefined && { jobId }),
          // After the last attempt nobody asks for it, and a record is short.
          ...(left !== undefined &&
            record &&
            record.attempt < mostAttempts && { leftDiskDigest: digestOf(left) }),
        });
        this.warn(failing.message);
      } catch (error) {
        if (!(error instanceof CloudError) || isPassing(error)) throw error;
        this.isUnrecordable = true;
        this.failures = [...this.failures.slice(0, -1), unrecordable(failing, error.message)];
      }
    },

    verify: async ({ server, record }) => {
      if (!server || !record) return;
      const known = { before: this.before, serverIds: this.serverIds };
      const found = await verify(this.cloud, server, record, known);
      this.verification = found.verification;
      if (found.systemDisk) this.systemDisk = diskFacts(found.systemDisk);
    },

    restore: async () => {
      await this.journal.confirmStillOurs();
      const key = recordKey(this.goal.urn);
      const problems = await restoreKept(this.cloud, this.serverId, this.kept, key);
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
      await this.journal.note({ state: "settled", ...(jobId !== undefined && { jobId }) });
      this.attempts.noteEnd(record, "succeeded");
      this.tell();
    },
  };

  /** OSR-01: asks for the change, once. */
  private async submit(server: Server, keys: Parameters<typeof requestOf>[2]): Promise<void> {
    const { record } = this.journal.view();
    this.journal.spendIntention();
    this.attempts.begin(record);
    try {
      const { jobId } = await this.cloud.servers.changeOs(this.serverId, requestOf(this.goal, server, keys));
      this.attempts.noteJob(record, jobId);
      // While the OS is changed the server may take no metadata: then the job is noted at its end.
      await unlessRefused(() => this.journal.note({ state: "sent", jobId }));
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      await this.afterRefusal(record, error);
    }
  }

  private async afterRefusal(record: OperationRecord | undefined, error: CloudError): Promise<void> {
    if (error.kind === "answerLost") {
      this.warn(
        `no answer to the request to change the OS; looking for what became of it (${error.message})`,
      );
      return;
    }
    this.journal.noteRefusal();
    this.attempts.forget(record);
    if (this.refusal.note(error)) return;
    if (this.journal.isOurs()) await this.journal.forget();
    throw new OperationFailure(
      "constraintViolated",
      `the cloud refused to change the OS of server ${this.serverId}: ${error.message}. Its system disk was not touched.`,
    );
  }

  private intendedFacts(server: Server, record: OperationRecord | undefined): IntendedFacts {
    const isRetry = record !== undefined && isToBeRetried(this.goal, record);
    return {
      inputsDigest: inputsDigest(this.goal),
      disksDigest: dataDisksDigest(server),
      systemDiskDigest: digestOf(server.systemDiskId ?? ""),
      serverState: this.hasStopped || server.state === "running" ? "running" : "stopped",
      addressesDigest: addressesDigest(server),
      triggersDigest: triggersDigest(this.goal.inputs),
      ...(isRetry && { earlier: { attemptAt: record.attemptAt, jobId: this.attempts.jobIdOf(record) } }),
    };
  }

  /** The second attempt is judged against the disk that was there before the first. */
  private retryAfter({ systemDiskDigest }: OperationRecord, server: Server | undefined): Retry {
    const left = server?.systemDiskId;
    return { systemDiskDigest, leftDiskDigest: left === undefined ? undefined : digestOf(left) };
  }

  /** How the server is before anything is done to it; of a second attempt, how it was before the first. */
  private async remember(server: Server): Promise<void> {
    if (this.hasRemembered) return;
    this.hasRemembered = true;
    this.before ??= await beforeOf(this.cloud, server);
    this.kept = await readKept(this.cloud, server.id);
    if (this.kept.tags && !this.before.tags) this.before.tags = this.kept.tags;
    const all = await unlessRefused(() => this.cloud.servers.list());
    this.serverIds = all?.map(({ id }) => id);
    interruptedElsewhere(this.goal, all ?? [], this.cloud.now()).forEach((text) => {
      this.warn(text);
    });
  }

  /** A server that was running, and whose disk was not touched, is started again. */
  private async startAgain(): Promise<void> {
    const { record } = this.journal.view();
    // It may be at work on it.
    if (record && this.journal.isOurs() && isUnsettled(record)) return;
    const server = await this.cloud.servers.get(this.serverId);
    const isUntouched =
      server?.systemDiskId !== undefined && server.systemDiskId === this.before?.systemDisk?.id;
    if (server?.state === "stopped" && server.task === undefined && isUntouched) {
      await this.cloud.servers.start(this.serverId);
      this.warn(
        `${server.name} had been stopped for the change of its OS: its system disk was not touched, and it is started again.`,
      );
    } else if (server?.state !== "running")
      this.warn(
        `the server had been stopped for the change of its OS, and is left as it is. ${stateOf(server)}`,
      );
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
    if (record?.state !== "settled" || isOfTheseInputs(this.goal, { record })) return inputs;
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
      ...{ before: this.before, verification: this.verification },
      attempts: this.attempts.made,
      nothingDone: this.nothingDone,
      systemDisk: this.systemDisk ?? this.examinedDisk(),
      changedAt: settled && this.nothingDone === undefined ? this.endedAt() : undefined,
    };
    return outputsOf(inputs, found, this.earlier);
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
