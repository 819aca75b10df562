import type { AxiosAdapter } from "axios";
import { emulatedAccount } from "./account";
import type { EmulatedAccount, ServiceName } from "./account";
import { adapterOf } from "./axiosAdapter";
import type { CloudState, EmulatedClock, Instant } from "./cloudState";
import { defaultFleet } from "./defaultFleet";
import { atSpeed, emulatedTime } from "./emulatedTime";
import type { Fault } from "./faults/fault";
import { putFault, takeFault } from "./faults/takeFault";
import type { FaultTarget } from "./faults/takeFault";
import type { Fixture } from "./fixture";
import type { EmulatedRequest, ReceivedRequest, SentReply } from "./gateway/request";
import { reply, serve } from "./gateway/serve";
import { remember } from "./history";
import { LostAnswer } from "./lostAnswer";
import { newState } from "./newState";
import { rememberServers } from "./operations/serverChanges";
import { changed, settle } from "./operations/settle";
import { FileStore } from "./store/fileStore";
import { MemoryStore } from "./store/memoryStore";
import type { Store } from "./store/store";
import { defaultWorld } from "./world";
import type { World } from "./world";

/** How an emulated cloud is to be; nothing of it is needed. */
export interface EmulatorOptions {
  /** Keeps the state in this file, which several processes may use at a time. Default: in memory. */
  stateFile?: string;
  /**
   * How many emulated seconds pass in a real one. Default: 1. A state file keeps its speed; given again, the time goes
   * on at the new speed without a jump.
   */
  speed?: number;
  /** The cloud's time, in milliseconds since 1970: overrides the speed. */
  now?: () => number;
  /** What differs from `defaultWorld`; of a state file that exists, only what is given changes. */
  world?: Partial<World>;
  /** What the cloud begins with. Default: `defaultFleet`. */
  fixture?: Fixture;
}

/** A call that arrived. */
export interface RecordedCall {
  /** Milliseconds since 1970, in the cloud's time. */
  at: number;
  service: string;
  method: string;
  path: string;
  /** Without the question mark. */
  query: string;
  /** What was answered; "lost": the connection broke; "hung": nothing, and never will be. */
  status: number | "lost" | "hung";
}

/** More than a test makes, and little enough for a cloud that is served for weeks. */
const mostCallsKept = 10_000;

const networkFaults = [
  "lostBefore",
  "lostAfter",
  "timeoutAfter",
  "status",
  "malformed",
  "hangBefore",
  "hangAfter",
] as const;

type Outcome = { reply: SentReply } | { lost: LostAnswer } | "hung";

/** An Open Telekom Cloud with one account, as seen through HTTP: IAM, ECS, EVS, IMS and CBR, as far as README.md says. */
export class EmulatedOpenTelekomCloud {
  readonly speed: number;
  /** The calls that this instance has taken: the last 10 000. */
  readonly calls: readonly RecordedCall[];

  private readonly recorded: RecordedCall[] = [];
  private readonly store: Store;
  private readonly givenNow: (() => number) | undefined;
  private ownAccount: EmulatedAccount;
  private services: Map<string, ServiceName>;
  /** As this instance saw it last: another process may have changed its speed since. */
  private clock: EmulatedClock;

  constructor(options: EmulatorOptions = {}) {
    this.calls = this.recorded;
    this.givenNow = options.now;
    const realMs = Date.now();
    const begin = () => {
      const state = newState(
        options.fixture ?? defaultFleet,
        options.world ?? {},
        options.speed ?? 1,
        options.now?.() ?? realMs,
      );
      state.clock.realMs = realMs;
      return state;
    };
    this.store =
      options.stateFile === undefined ? new MemoryStore(begin()) : new FileStore(options.stateFile, begin);

    const { account, clock } = this.store.exclusivelySync((state) => {
      if (options.speed !== undefined && options.speed !== state.clock.speed) {
        state.clock = atSpeed(state.clock, options.speed, Date.now());
      }
      // What a file of before does not know is usual.
      state.world = { ...defaultWorld, ...state.world, ...options.world };
      remember(state, this.nowOf(state.clock));
      return { account: structuredClone(state.account), clock: state.clock };
    });
    this.ownAccount = { ...account, endpoints: emulatedAccount.endpoints };
    this.clock = clock;
    this.speed = clock.speed;
    this.services = servicesAt(this.ownAccount.endpoints);
  }

  /** The account, with the addresses by which this instance is called. */
  get account(): EmulatedAccount {
    return this.ownAccount;
  }

  /** The cloud's time, in milliseconds since 1970. */
  now(): number {
    return this.nowOf(this.clock);
  }

  /** Answers a request; rejects with a `LostAnswer` where no answer comes back. */
  async handle(request: EmulatedRequest): Promise<SentReply> {
    const received = receive(request);
    const service = this.services.get(received.url.host);
    if (service === undefined) throw new LostAnswer("ENOTFOUND");

    const outcome = await this.store.exclusively((state) => {
      this.clock = state.clock;
      const now = this.nowOf(state.clock);
      settle(state, now);
      const target = { service, method: received.method, path: received.url.pathname };
      const outcome = this.outcome(state, received, target, now);
      const call = {
        at: now,
        ...target,
        query: received.url.search.slice(1),
        status: outcome === "hung" ? outcome : "lost" in outcome ? ("lost" as const) : outcome.reply.status,
      };
      this.recorded.push(call);
      if (this.recorded.length > mostCallsKept) this.recorded.shift();
      this.store.noteCall(JSON.stringify(call));
      return outcome;
    });
    if (outcome === "hung") return new Promise(() => undefined);
    if ("lost" in outcome) throw outcome.lost;
    return outcome.reply;
  }

  /** For an axios instance: its requests come here instead of going to the network. */
  axiosAdapter(): AxiosAdapter {
    return adapterOf((request) => this.handle(request));
  }

  /** A copy of what the cloud holds now. */
  state(): CloudState {
    return this.store.exclusivelySync((state) => {
      settle(state, this.nowOf(state.clock));
      return structuredClone(state);
    });
  }

  /**
   * Somebody else changes the cloud: stops a server, detaches a disk, deletes an image, switches the world. The `updated`
   * of a server that is changed moves with it.
   */
  update(change: (state: CloudState) => void): void {
    this.store.exclusivelySync((state) => {
      const now = this.nowOf(state.clock);
      settle(state, now);
      const moveUpdated = rememberServers(state);
      change(state);
      moveUpdated(now);
      changed(state, now);
    });
  }

  /**
   * The services of this instance are called by these addresses from now on, and its catalogue leads there. Others that
   * use the same state file keep theirs.
   */
  moveTo(endpoints: EmulatedAccount["endpoints"]): void {
    this.ownAccount = { ...this.ownAccount, endpoints: { ...endpoints } };
    this.services = servicesAt(endpoints);
  }

  /** Puts a fault; in a state file it meets the requests of every process. */
  addFault(fault: Fault): void {
    this.store.exclusivelySync((state) => putFault(state, fault));
  }

  private nowOf(clock: EmulatedClock): Instant {
    return this.givenNow?.() ?? emulatedTime(clock, Date.now());
  }

  /** The addresses are this instance's: an answer leads to them, and the state that others use does not keep them. */
  private atOwnAddresses<Result>(state: CloudState, use: () => Result): Result {
    const kept = state.account;
    state.account = { ...kept, endpoints: this.ownAccount.endpoints };
    try {
      return use();
    } finally {
      state.account = kept;
    }
  }

  private outcome(state: CloudState, received: ReceivedRequest, target: FaultTarget, now: Instant): Outcome {
    const fault = takeFault(state, networkFaults, target, now);
    switch (fault?.kind) {
      case "lostBefore":
        return { lost: new LostAnswer("ECONNRESET") };
      case "hangBefore":
        return "hung";
      case "status":
        return { reply: reply(fault, now) };
      default:
    }

    const answer = this.atOwnAddresses(state, () => serve(state, target.service, received, now, Date.now()));
    changed(state, now);
    switch (fault?.kind) {
      case "lostAfter":
        return { lost: new LostAnswer("ECONNRESET") };
      case "timeoutAfter":
        return { lost: new LostAnswer("ETIMEDOUT") };
      case "hangAfter":
        return "hung";
      case "malformed":
        return { reply: reply({ status: 200, body: fault.body ?? cutOff(answer.body) }, now) };
      default:
        return { reply: answer };
    }
  }
}

function servicesAt(endpoints: EmulatedAccount["endpoints"]): Map<string, ServiceName> {
  const services = Object.entries(endpoints) as [ServiceName, string][];
  return new Map(services.map(([name, address]) => [new URL(address).host, name]));
}

function receive({ method, url, headers, body }: EmulatedRequest): ReceivedRequest {
  const parsed = new URL(url);
  const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return {
    method: method.toUpperCase(),
    url: parsed,
    // As an HTTP client does it that is not told what to write there.
    headers: { host: parsed.host, ...Object.fromEntries(lowerCase) },
    body: Buffer.isBuffer(body) ? body : Buffer.from(body ?? ""),
  };
}

function cutOff(text: string): string {
  return text.length < 2 ? '{"' : text.slice(0, Math.ceil(text.length / 2));
}
