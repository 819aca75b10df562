import { isDeepStrictEqual } from "node:util";
import type { Cloud } from "../ports/cloud";
import { CloudError } from "../ports/cloudError";
import type { Server } from "../ports/servers";
import { OperationFailure } from "./errors";
import {
  formatRecord,
  isRecordKey,
  isUnsettled,
  parseRecord,
  recordKey,
  type OperationRecord,
} from "./operationRecord";

/**
 * How long a record stands before it is acted on. Two runs that see no record at the same time both write
 * one, and the later overwrites the earlier. Whoever then waits longer than the other takes from looking to
 * writing, plus what the other's look and the own look may lag, finds the other's record: Fischer's mutual
 * exclusion. See docs/decisions/records.md.
 */
const intendWithinMilliseconds = 5_000;
const longestLagMilliseconds = 3_000;
/** Half of it for looking: where many wait for their turn to call, the last look is older, and there is another one first. */
const freshLookMilliseconds = intendWithinMilliseconds / 2;
const confirmAfterMilliseconds = intendWithinMilliseconds + 2 * longestLagMilliseconds + 1_000;

/** Seconds after the writing of an intention until a look at it tells anything. */
export const confirmAfterSeconds = confirmAfterMilliseconds / 1000;

/** An operation of another run that is older and never ended is reported, not taken over. */
export const staleAfterSeconds = 24 * 60 * 60;

/** Whose journal it is. */
export interface JournalOwner {
  urn: string;
  generation: string;
  /** For example "FullEcsImage". */
  kind: string;
  /** The server that the operation is on. */
  serverId: string;
  /**
   * What the record said before an intention is put back where that came to nothing: attempts are counted, and what was
   * done last is remembered.
   */
  keepsHistory?: boolean;
  /** What an earlier run has saved of an operation that had not ended: the platform may have lost its record since. */
  open?: OperationRecord | undefined;
}

/** What an intention says about the operation and its server. */
export type IntendedFacts = Pick<
  OperationRecord,
  | "inputsDigest"
  | "disksDigest"
  | "systemDiskDigest"
  | "serverState"
  | "addressesDigest"
  | "triggersDigest"
  | "earlier"
> & {
  /** Which attempt it is; absent: one more than the own record says. */
  attempt?: number;
};

/** The unsettled record of another resource on the same server. */
export interface Rival {
  /** The metadata key that it stands under. */
  key: string;
  /** undefined: written by a version that this one cannot read. */
  record: OperationRecord | undefined;
}

/** What the journal knows, for a procedure to decide by. */
export interface JournalView {
  server: Server | undefined;
  /** The record of this resource's operation, whoever wrote it. */
  record: OperationRecord | undefined;
  rivals: Rival[];
  /** What other resources' operations on the server have recorded, whether or not they have ended. */
  others: OperationRecord[];
  /** The record stands beside another server than the goal's: the input was changed after an interruption. */
  elsewhere: boolean;
  /** An unsettled record of this resource stands beside another server than the one that is looked at. */
  interruptedElsewhere: boolean;
  /** Only the run that wrote an intention may submit it, and only once that is confirmed. */
  intention: "none" | "unconfirmed" | "confirmed";
  /** How long until an unconfirmed intention can be confirmed; 0 or less: it should have shown by now. */
  confirmInSeconds: number;
  /** The record speaks of an intention, and this run knows that it was never sent. */
  nothingSent: boolean;
  /** This operation may have been submitted, and its record, which this run has seen or written, has been removed. */
  hasVanished: boolean;
  /** What may have been submitted, by this run or by the one that it goes on with, as it was last recorded. */
  submitted: OperationRecord | undefined;
  /** Another run's unsettled record that was there in an earlier look, and when it was first missing. */
  vanishedForeign: { record: OperationRecord; at: number } | undefined;
  /** How long until a record of another run may be taken over: a first look may lag behind its end. */
  takeOverInSeconds: number;
  /** This run has written the record: another's generation in it means that another run took over. */
  wroteRecord: boolean;
}

/** Keeps the record of one operation, beside its server: who may act, and what has been begun. */
export class Journal {
  private readonly key: string;
  private serverId: string;
  private server: Server | undefined;
  private record: OperationRecord | undefined;
  private lookedAt = 0;
  private wroteAt: number | undefined;
  private hasIntention = false;
  /** A submission of this operation may have reached the cloud; of a record that was found, it may have. */
  private mayHaveSent = true;
  private mayHaveSentBefore = true;
  /** What was begun has come to nothing, and its record is removed. */
  private hasForgotten = false;
  /** The record of what may have been submitted, by this run or by the one that it goes on with, as it was last known. */
  private submitted: OperationRecord | undefined;
  /** What the record said before an intention that was not spent yet. */
  private beforeIntention: OperationRecord | undefined;
  /** What it said before this run's operation, where that is to be put back. */
  private history: OperationRecord | undefined;
  private foreignSeenAt: number | undefined;
  private lastForeign: { record: OperationRecord; missingSince: number | undefined } | undefined;
  private hasLookedElsewhere = false;
  private interruptedOn: string | undefined;

  /** @param onEarlier is told of each ended or stale operation of this resource that is passed over, and of its server */
  constructor(
    private readonly cloud: Pick<Cloud, "records" | "clock" | "now"> & {
      servers: Pick<Cloud["servers"], "get" | "list">;
    },
    private readonly owner: JournalOwner,
    private readonly onEarlier: (record: OperationRecord, serverId: string) => void,
  ) {
    this.key = recordKey(owner.urn);
    this.submitted = owner.open;
    this.serverId = owner.serverId;
  }

  /** The server that the record stands beside. */
  get at(): string {
    return this.serverId;
  }

  /** Whether anything was written that has to be remembered. */
  get hasBegun(): boolean {
    return this.wroteAt !== undefined && !this.hasForgotten;
  }

  /** Whether the record speaks of an intention that this run knows was never sent. */
  get nothingSent(): boolean {
    return this.isOurs() && this.record?.state === "intended" && !this.mayHaveSent;
  }

  /** Whether the record says that another run has the operation: what was begun is no longer ours to remember. */
  get isAnothers(): boolean {
    return this.record !== undefined && !this.isOurs();
  }

  /** Reads the server, and the record beside it. */
  async look(soon?: "soon"): Promise<void> {
    this.lookedAt = this.cloud.clock.now();
    this.server = await this.cloud.servers.get(this.serverId, soon);
    const text = this.server?.records[this.key];
    const shown = text === undefined ? undefined : readable(text, this.key);
    // A read may lag behind our own write of a moment ago; what another run wrote will still be there later.
    const lags = shown?.generation !== this.owner.generation || isBefore(shown, this.record);
    if (lags && this.wroteLately()) return;
    this.record = shown;
    if (shown && this.wroteAt === undefined)
      this.submitted = this.isOurs() && isUnsettled(shown) ? shown : undefined;
    const isForeign = shown && shown.generation !== this.owner.generation && shown.state !== "settled";
    this.noteForeign(shown);
    // What has vanished was seen, too: the change itself may have lost it.
    const isFollowed = isForeign || this.lastForeign !== undefined;
    this.foreignSeenAt = isFollowed ? (this.foreignSeenAt ?? this.lookedAt) : undefined;
    if (this.isElsewhere() && !this.hasBegun && !(shown && isUnsettled(shown))) await this.comeBack();
  }

  /**
   * Looks for an operation of this resource that was interrupted before the input was changed to another
   * server. Only once our own intention is confirmed: what was written before that shows by then.
   */
  async lookElsewhere(): Promise<void> {
    if (this.hasLookedElsewhere || this.intention() !== "confirmed") return;
    this.hasLookedElsewhere = true;
    for (const { id, records } of await this.cloud.servers.list()) {
      const text = records[this.key];
      if (id === this.serverId || text === undefined) continue;
      const record = readable(text, this.key);
      if (isUnsettled(record) && !this.isStale(record)) {
        this.interruptedOn = id;
        return;
      }
      this.onEarlier(record, id);
      // Told when it failed; nothing else would ever remove it.
      if (record.state === "failed") await this.cloud.records.remove(id, this.key);
    }
  }

  view(): JournalView {
    const foreignFor = this.lookedAt - (this.foreignSeenAt ?? this.lookedAt);
    return {
      server: this.server,
      record: this.record,
      rivals: this.rivals(),
      others: this.others().flatMap(({ record }) => record ?? []),
      elsewhere: this.isElsewhere(),
      interruptedElsewhere: this.interruptedOn !== undefined,
      intention: this.intention(),
      confirmInSeconds: (confirmAfterMilliseconds - this.sinceWritten()) / 1000,
      takeOverInSeconds: Math.max(0, confirmAfterMilliseconds - foreignFor) / 1000,
      nothingSent: this.nothingSent,
      hasVanished: !this.record && this.submitted !== undefined,
      submitted: this.submitted,
      vanishedForeign: this.vanishedForeign(),
      wroteRecord: this.wroteAt !== undefined,
    };
  }

  /**
   * Writes the intention to submit: where that cannot be done, nothing is started. It is not written where the server
   * is no longer as it was seen: that has to be judged anew.
   * @param since the cloud's time of the look at the world: what another run made after it is a trace, too
   */
  async intend(facts: IntendedFacts, since: number): Promise<void> {
    if (!(await this.isAsSeen())) return;
    const { record, lookedAt } = this;
    const ours = record?.generation === this.owner.generation;
    if (this.owner.keepsHistory && record && !isUnsettled(record)) this.history = record;
    if (record && !ours) this.onEarlier(record, this.serverId);
    const intended: OperationRecord = {
      kind: this.owner.kind,
      generation: this.owner.generation,
      attempt: this.nextAttempt(),
      state: "intended",
      since: ours && isUnsettled(record) ? record.since : since,
      attemptAt: this.cloud.now(),
      ...facts,
    };
    // What is found unsettled may have been sent by whoever wrote it.
    if (!(ours && isUnsettled(record))) this.mayHaveSent = false;
    this.beforeIntention = ours && isUnsettled(record) ? record : undefined;
    await this.write(intended, "once");
    // Written too late, it may have overwritten the record of a run that has already submitted.
    this.hasIntention = this.cloud.clock.now() - lookedAt <= intendWithinMilliseconds;
    if (!this.hasIntention) this.mayHaveSent = true;
  }

  /** What was never sent was no attempt. */
  private nextAttempt(): number {
    if (!this.record || !this.isOurs()) return 1;
    return this.nothingSent ? this.record.attempt : this.record.attempt + 1;
  }

  /** What is written too late costs a quiet window: a cloud that answers slowly now may be faster in a while. */
  private async isAsSeen(): Promise<boolean> {
    if (this.isFresh()) return true;
    const { server } = this;
    await this.look("soon");
    return this.isFresh() && isDeepStrictEqual(server, this.server);
  }

  private isFresh(): boolean {
    return this.cloud.clock.now() - this.lookedAt <= freshLookMilliseconds;
  }

  /** Notes that the server is as the operation would make it, although nothing was done. */
  async noteAsItIs(facts: IntendedFacts): Promise<void> {
    const now = this.cloud.now();
    const { kind, generation } = this.owner;
    await this.write({
      kind,
      generation,
      attempt: 1,
      state: "settled",
      since: now,
      attemptAt: now,
      ...facts,
    });
  }

  /** Writes the record of a submission again that somebody has removed. */
  async restore(): Promise<void> {
    if (this.submitted) await this.write(this.submitted);
  }

  /** Goes on with the operation of a run that was interrupted: from now on it is ours. */
  async takeOver(): Promise<void> {
    const record = this.record ?? this.lastForeign?.record;
    if (record) await this.write({ ...record, generation: this.owner.generation }, "once");
  }

  /** To be called right before a submission: from here on it may have been sent, whatever happens. */
  spendIntention(): void {
    this.hasIntention = false;
    this.beforeIntention = undefined;
    this.mayHaveSentBefore = this.mayHaveSent;
    this.mayHaveSent = true;
    this.submitted = this.record;
  }

  /** The submission that the intention was spent on has definitely not been carried out. */
  noteRefusal(): void {
    this.mayHaveSent = this.mayHaveSentBefore;
    this.submitted = undefined;
  }

  /** Notes how the operation goes on; a record that has been lost is written anew. */
  async note(
    changes: Partial<Pick<OperationRecord, "state" | "jobId" | "leftDiskDigest">>,
    { withoutAddresses = false } = {},
  ): Promise<void> {
    const record = this.record ?? this.submitted;
    if (!record) return;
    const { addressesDigest, ...others } = record;
    const addresses = addressesDigest === undefined || withoutAddresses ? {} : { addressesDigest };
    await this.write({ ...others, ...addresses, ...changes });
  }

  /**
   * Nothing was sent, or nothing came of it: nothing needs to be remembered. Another run's record stays, unless
   * it was written so lately that it cannot have been acted on: that run will then write it again.
   */
  async forget(): Promise<void> {
    await this.look();
    if (this.isAnothers) throw takenOver(this.serverId);
    if (this.history) await this.write(this.history);
    else if (this.record) await this.cloud.records.remove(this.serverId, this.key);
    this.record = this.history;
    // What is put back may be another generation's: it is not our own writing.
    if (this.history) this.wroteAt = undefined;
    this.hasIntention = false;
    this.hasForgotten = true;
    this.submitted = undefined;
  }

  /**
   * Takes an intention back that was not spent: what was sent before it, if anything, has been waited for long enough
   * already, and need not be waited for anew by the next run.
   */
  async takeBack(): Promise<void> {
    if (this.nothingSent) return this.forget();
    const before = this.beforeIntention;
    if (!before) return;
    await this.look();
    if (this.isOurs() && this.record?.state === "intended") await this.write(before);
  }

  /** Forgets the own intention, and turns to the interrupted operation on the other server. */
  async goElsewhere(): Promise<void> {
    await this.forget();
    this.turnTo(this.interruptedOn ?? this.serverId);
    this.interruptedOn = undefined;
  }

  /** Turns to the goal's server again. */
  async comeBack(): Promise<void> {
    this.turnTo(this.owner.serverId);
    // There may be more than one.
    this.hasLookedElsewhere = false;
    await this.look();
  }

  /** What was written beside one server says nothing about another. */
  private turnTo(serverId: string): void {
    this.serverId = serverId;
    this.wroteAt = undefined;
    this.foreignSeenAt = undefined;
    this.lastForeign = undefined;
    this.mayHaveSent = true;
    this.submitted = undefined;
  }

  /** Fences off a run whose engine was killed and that works on: every later act begins with this. */
  async confirmStillOurs(): Promise<void> {
    await this.look();
    if (this.wroteLately()) {
      await this.cloud.clock.sleep(confirmAfterMilliseconds - this.sinceWritten());
      await this.look();
    }
    if (this.isAnothers) throw takenOver(this.serverId);
  }

  isOurs(): boolean {
    return this.record?.generation === this.owner.generation;
  }

  /** What another run has written may be lost while it is followed. */
  private noteForeign(shown: OperationRecord | undefined): void {
    if (shown) {
      const isOpen = shown.generation !== this.owner.generation && isUnsettled(shown);
      this.lastForeign = isOpen ? { record: shown, missingSince: undefined } : undefined;
    } else if (this.lastForeign) this.lastForeign.missingSince ??= this.cloud.now();
  }

  private vanishedForeign(): JournalView["vanishedForeign"] {
    const { record, missingSince } = this.lastForeign ?? {};
    return record && missingSince !== undefined ? { record, at: missingSince } : undefined;
  }

  private isElsewhere(): boolean {
    return this.serverId !== this.owner.serverId;
  }

  private intention(): JournalView["intention"] {
    if (!this.hasIntention) return "none";
    return this.isOurs() && !this.wroteLately() ? "confirmed" : "unconfirmed";
  }

  /** Other resources' operations on this server that may still go on. */
  private rivals(): Rival[] {
    return this.others().filter(({ record }) => !record || (isUnsettled(record) && !this.isStale(record)));
  }

  private others(): Rival[] {
    return Object.entries(this.server?.records ?? {})
      .filter(([key]) => isRecordKey(key) && key !== this.key)
      .map(([key, text]) => ({ key, record: parseRecord(text) }));
  }

  private isStale(record: OperationRecord): boolean {
    return this.cloud.now() - record.since > staleAfterSeconds;
  }

  /** Milliseconds between our last write of the record and the last look at it. */
  private sinceWritten(): number {
    return this.wroteAt === undefined ? Infinity : this.lookedAt - this.wroteAt;
  }

  private wroteLately(): boolean {
    return this.sinceWritten() < confirmAfterMilliseconds;
  }

  private async write(record: OperationRecord, once?: "once"): Promise<void> {
    try {
      await this.cloud.records.write(this.serverId, this.key, formatRecord(record), once);
    } catch (error) {
      // Without an answer it may have been written: what we may have begun is remembered.
      if (error instanceof CloudError && error.kind === "answerLost") this.wroteAt = this.cloud.clock.now();
      throw error;
    }
    this.wroteAt = this.cloud.clock.now();
    this.hasForgotten = false;
    this.record = record;
    if (this.submitted) this.submitted = record;
  }
}

/** Another run wrote its own generation into the record. */
export function takenOver(serverId: string): OperationFailure {
  return new OperationFailure(
    "takenOver",
    `another run of this program has taken over the operation on server ${serverId}; this one has stopped. ` +
      `Wait for the other run to end, then run "pulumi up" to see what is there.`,
  );
}

/** Whether the operation had not come as far in the one as in the other. */
function isBefore(one: OperationRecord, other: OperationRecord | undefined): boolean {
  if (one.generation !== other?.generation) return false;
  const states = ["intended", "sent", "failed", "settled"] as const;
  return (
    one.attempt < other.attempt ||
    (one.attempt === other.attempt && states.indexOf(one.state) < states.indexOf(other.state))
  );
}

function readable(text: string, key: string): OperationRecord {
  const record = parseRecord(text);
  if (record) return record;
  throw new OperationFailure(
    "recordUnreadable",
    `the server's metadata key ${key} holds an operation record that this version cannot read (${text}). ` +
      `Use the version of pulumi-ecs-lifecycle that wrote it, or, if no operation is going on, delete the key.`,
  );
}
