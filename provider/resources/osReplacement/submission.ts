import { isDeepStrictEqual } from "node:util";
import type { Cloud } from "../../ports/cloud";
import { CloudError } from "../../ports/cloudError";
import type { Server } from "../../ports/servers";
import { OperationFailure } from "../../procedures/errors";
import type { IntendedFacts, Journal, JournalView } from "../../procedures/journal";
import { digestOf, type OperationRecord } from "../../procedures/operationRecord";
import { PassingRefusal } from "../../procedures/passingRefusal";
import type { Warn } from "../definition";
import { unlessRefused } from "../unlessRefused";
import { triggersDigest } from "./asItIs";
import type { Attempts } from "./attempts";
import { withAdvice } from "./cloudRefusals";
import type { LiveFacts } from "./constraints";
import { withFirstFailure } from "./failures";
import type { Goal } from "./goal";
import { requestOf } from "./request";
import { inputsDigest, isToBeRetried } from "./retry";
import { addressesDigest, dataDisksDigest } from "./verification";

/** The request for a change of the OS: what is recorded before it, and what becomes of it. */
export class Submission {
  private readonly refusal: PassingRefusal;

  constructor(
    private readonly goal: Goal,
    private readonly cloud: Cloud,
    private readonly journal: Journal,
    private readonly attempts: Attempts,
    private readonly warn: Warn,
  ) {
    this.refusal = new PassingRefusal(cloud.clock);
  }

  /** Why the cloud cannot do it now, as long as it is not to be asked again. */
  get refusedAsBusy(): string | undefined {
    return this.refusal.reason;
  }

  /**
   * Writes down that it is about to be sent.
   * @param hasStopped whether the server was stopped for it, by this run or by the one that it goes on with
   */
  async intend(
    { server, record, nothingSent, now }: JournalView & { now: number },
    hasStopped: boolean,
  ): Promise<void> {
    if (!server) return;
    const isRetry = record !== undefined && isToBeRetried(this.goal, record);
    // What was refused without effect was no attempt: it is the same one that is intended again.
    const same = nothingSent ? record : undefined;
    const wasRunning = same?.serverState === "running" || (isRetry && record.serverState === "running");
    const wasOrIsRunning = hasStopped || wasRunning || server.state === "running";
    const facts: IntendedFacts = {
      ...this.factsOf(server),
      serverState: wasOrIsRunning ? "running" : "stopped",
      // Other triggers begin anew, also in the same record.
      ...(!same && !isRetry && { attempt: 1 }),
      ...(same?.earlier && { earlier: same.earlier }),
      ...(isRetry && { earlier: { attemptAt: record.attemptAt, jobId: this.attempts.jobIdOf(record) } }),
    };
    await this.journal.intend(facts, now);
  }

  /** Notes that nothing has to be done: it is what later triggers are compared with. */
  noteAsItIs(server: Server, record: OperationRecord | undefined): Promise<void> {
    const serverState = server.state === "running" ? "running" : "stopped";
    const { triggers } = this.goal.inputs;
    // Triggers that are taken out, and put back, have triggered nothing.
    const kept = triggers === undefined || triggers === null ? record?.triggersDigest : undefined;
    const facts = { ...this.factsOf(server), serverState } as const;
    return this.journal.noteAsItIs({ ...facts, ...(kept !== undefined && { triggersDigest: kept }) });
  }

  /**
   * OSR-01: asks for the change, once, unless the record or the server is no longer as it was judged.
   * @param judged the server that the conditions were judged by
   */
  async send(
    judged: Server,
    keys: LiveFacts["keys"],
    {
      firstFailure,
      confirmMayAct,
    }: { firstFailure: OperationFailure | undefined; confirmMayAct: () => Promise<void> },
  ): Promise<void> {
    await this.journal.confirmStillOurs();
    if (!this.journal.isOurs() || !isDeepStrictEqual(judged, this.journal.view().server)) return;
    await confirmMayAct();
    const { record } = this.journal.view();
    this.journal.spendIntention();
    this.attempts.begin(record);
    try {
      const { jobId } = await this.cloud.servers.changeOs(judged.id, requestOf(this.goal, judged, keys));
      this.attempts.noteJob(record, jobId);
      // While the OS is changed the server may take no metadata: then the job is noted at its end.
      await unlessRefused(() => this.journal.note({ state: "sent", jobId }));
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      await this.afterRefusal(record, error, firstFailure);
    }
  }

  private factsOf(server: Server): Omit<IntendedFacts, "serverState"> {
    return {
      inputsDigest: inputsDigest(this.goal),
      disksDigest: dataDisksDigest(server),
      systemDiskDigest: digestOf(server.systemDiskId ?? ""),
      addressesDigest: addressesDigest(server),
      triggersDigest: triggersDigest(this.goal.inputs),
    };
  }

  private async afterRefusal(
    record: OperationRecord | undefined,
    error: CloudError,
    firstFailure: OperationFailure | undefined,
  ): Promise<void> {
    if (error.kind === "answerLost") {
      this.warn(
        `no answer to the request to change the OS; looking for what became of it (${error.message})`,
      );
      return;
    }
    this.journal.noteRefusal();
    this.attempts.forget(record);
    if (this.refusal.note(error)) return;
    const untouched = firstFailure ? "This request has changed nothing." : "Its system disk was not touched.";
    const said = `the cloud refused to change the OS of server ${this.goal.serverId}: ${error.message}. ${untouched}`;
    const refused = new OperationFailure("constraintViolated", withAdvice(error, said));
    // That the record could not be removed is no news beside this: the next run finds that nothing came of it.
    if (this.journal.isOurs()) await unlessRefused(() => this.journal.forget());
    throw withFirstFailure(refused, firstFailure);
  }
}
