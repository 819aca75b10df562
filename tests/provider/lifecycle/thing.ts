import { z } from "zod";
import type { Constraint } from "../../../provider/constraints/constraint";
import { createLifecycle, type Lifecycle } from "../../../provider/lifecycle";
import { hiddenInputName, type Properties } from "../../../provider/lifecycle/hiddenInput";
import type { Runtime } from "../../../provider/lifecycle/runtime";
import type { AccountIdentity, Cloud } from "../../../provider/ports/cloud";
import { OperationFailure, type FailureKind } from "../../../provider/procedures/errors";
import { done, stop, wait, type Move } from "../../../provider/procedures/move";
import { asAnyProcedure } from "../../../provider/procedures/procedure";
import { ServerQueue } from "../../../provider/procedures/serverQueue";
import {
  asAnyDefinition,
  type AnyDefinition,
  type BaseOutputs,
  type Definition,
  type Goal,
  type KnownInputs,
  type Operation,
  type PreflightQuestion,
} from "../../../provider/resources/definition";
import { fakeClock } from "../scriptedHttp";

/** Pulumi's constant for a value that is not known yet. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
export const urn = "urn:pulumi:dev::p::pulumi-nodejs:dynamic/ecs:Thing::a";
export const account: AccountIdentity = { cloud: "madeUp", region: "here", projectId: "p-1" };

export interface ThingInputs {
  server: string;
  size: { gb: number; zones?: string[] | undefined };
  label?: string | null | undefined;
  /** What is there, in other words: by what it was made of, or by its generation. */
  model?: string | null | undefined;
  password?: string | null | undefined;
  profile?: string | null | undefined;
}

export interface ThingOutputs extends BaseOutputs, ThingInputs {
  made?: string;
  /** The tags that it has. */
  tagsAll?: Record<string, string>;
}

interface ThingFacts {
  inputs: Partial<ThingInputs>;
  /** Looked up: how much room there is. */
  room?: number;
}

const source = { document: "otc-full-ecs-image", section: "made up" } as const;

const constraints: readonly Constraint<ThingFacts>[] = [
  {
    id: "THING-1",
    stage: "input",
    statement: "A label does not shout.",
    source,
    verdict: ({ inputs: { label } }) =>
      label?.includes("!")
        ? { kind: "violated", property: "label", seen: label, expected: "no !", remedy: "Be calm." }
        : { kind: "met" },
  },
  {
    id: "THING-2",
    stage: "input",
    statement: "A thing has at most 100 GB.",
    source,
    verdict: ({ inputs: { size } }) =>
      size && size.gb > 100
        ? {
            ...{ kind: "violated", property: "size.gb", seen: `${size.gb}` },
            ...{ expected: "100 at most", remedy: "Less." },
          }
        : { kind: "met" },
  },
  {
    id: "THING-3",
    stage: "preflight",
    statement: "There is room for it.",
    source,
    verdict: ({ inputs: { size }, room }) => {
      if (room === undefined) return { kind: "unknown", why: "nobody answered." };
      if (size === undefined) return { kind: "notApplicable" };
      return size.gb > room
        ? {
            ...{ kind: "violated", property: "size.gb", seen: `room for ${room}` },
            ...{ expected: "room", remedy: "Tidy up." },
          }
        : { kind: "met", announce: `${room} are free.` };
    },
  },
];

/** How an operation ends. */
export interface Ending {
  /** Instead of its result. */
  fails?: Error;
  /** Waits until its time is over. */
  never?: boolean;
  /** What is to be saved if it ends early. */
  known?: ThingOutputs;
  /** What taking back ends with. */
  abandonFails?: Error;
  /** Fails before there is an operation. */
  beginFails?: Error;
  /** What it waits for once, before it ends. */
  waitsFor?: Wait;
  /** What only one operation at a time may be at work on; by default the server. */
  turn?: string;
  /** Seconds that it may take, known anew at each look; by default a minute. */
  seconds?: () => number;
}

type Wait = Extract<Move<string, never>, { kind: "wait" }>;

/** A resource that does not exist, and a process around it: what happens is written down, and scripted. */
export class Stage {
  /** What was called, in order. */
  readonly calls: string[] = [];
  readonly logged: string[] = [];
  readonly shown: string[] = [];
  readonly queue = new ServerQueue();
  readonly clock = fakeClock();
  identity = account;
  emulated = false;
  connectFails: Error | undefined;
  /** Whether what preflight looks at may have changed since. */
  listsAreOld = false;
  /** What the profiles put on everything; undefined: the configuration cannot be read. */
  defaultTags: ((profile: string | undefined) => Record<string, string> | undefined) | undefined;

  /** What preflight finds. */
  facts: ((question: PreflightQuestion<ThingInputs>) => Omit<ThingFacts, "inputs"> | undefined) | undefined;
  preflightFails: Error | undefined;
  /** What the definition was last asked about. */
  known: KnownInputs<ThingInputs> | undefined;
  question: PreflightQuestion<ThingInputs> | undefined;
  /** Why a replacement makes no sense. */
  refusal: string | undefined;
  creation: Ending = {};
  following: Ending & { nothingCameOfIt?: boolean } = {};
  change: Ending = {};
  deletion: Ending = {};
  found: { outputs: ThingOutputs; inputs: ThingInputs } | "gone" | Error = "gone";

  /** The goals that operations were begun with. */
  readonly goals: Goal<ThingInputs>[] = [];
  /** What the cloud was told to keep secret. */
  readonly secrets = new Set<string>();
  /** The profiles that were connected to. */
  readonly profiles: (string | undefined)[] = [];

  readonly definition: AnyDefinition = asAnyDefinition(this.thing());
  readonly runtime: Runtime = {
    connect: async (profile) => {
      if (this.connectFails) throw this.connectFails;
      this.calls.push("connect");
      this.profiles.push(profile);
      const { identity, emulated, clock } = this;
      const listings = { renew: () => this.listsAreOld };
      const keepSecret = (...texts: string[]): void => {
        for (const text of texts) this.secrets.add(text);
      };
      return { identity, defaultTags: {}, emulated, clock, listings, keepSecret } as unknown as Cloud;
    },
    defaultTags: (profile) => (this.defaultTags ? this.defaultTags(profile) : {}),
    log: (severity, text, at) => this.logged.push(`${severity} ${at}: ${text}`),
    showProgress: (text, at) => this.shown.push(`${at}: ${text}`),
    confirmEngineAlive: () => Promise.resolve(),
    stopSignal: new AbortController().signal,
    queue: this.queue,
  };
  readonly lifecycle: Lifecycle = createLifecycle(this.definition, this.runtime);

  private thing(): Definition<ThingInputs, ThingOutputs, ThingFacts> {
    return {
      kind: "Thing",
      inputs: z.strictObject({
        server: z.string(),
        size: z.strictObject({ gb: z.number(), zones: z.array(z.string()).optional() }),
        label: z.string().nullish(),
        model: z.string().nullish(),
        password: z.string("expected a password").nullish(),
        profile: z.string().nullish(),
      }),
      changes: {
        server: "replace",
        size: "replace",
        label: "update",
        model: (model, { made }, generation) => {
          if (model === undefined || model === null) return "update";
          return model === made || model === generation ? "none" : "replace";
        },
        password: "none",
        profile: "none",
      },
      secretInputs: ["password"],
      driftOf: (_inputs, { tagsAll }, wanted) =>
        JSON.stringify(tagsAll ?? {}) === JSON.stringify(wanted) ? undefined : "its tags differ",
      refuseReplacement: () => this.refusal,
      constraints,
      carriedOut: [],
      inputFacts: (known) => {
        this.calls.push(`inputFacts ${Object.keys(known.inputs).sort().join(",")}`);
        this.known = known;
        return { inputs: known.inputs };
      },
      preflightFacts: async (question) => {
        const { inputs, urn: at } = question;
        this.calls.push(`preflight ${Object.keys(inputs).sort().join(",")} ${at}`);
        this.question = question;
        if (this.preflightFails) throw this.preflightFails;
        const facts = this.facts ? this.facts(question) : { room: 1000 };
        return facts && { inputs, ...facts };
      },
      create: async (goal, earlier, _cloud, warn) => {
        this.calls.push(`create${earlier ? " goes on" : ""}`);
        if (this.creation.beginFails) throw this.creation.beginFails;
        warn("creating");
        return this.operation(goal, this.creation, outputsOf(goal, true));
      },
      follow: async (goal, earlier, _cloud, warn) => {
        this.calls.push("follow");
        warn("following");
        const { nothingCameOfIt } = this.following;
        const ended: ThingOutputs = { ...earlier, settled: true, made: "followed" };
        return this.operation(goal, this.following, nothingCameOfIt ? undefined : ended);
      },
      update: (goal, outputs) => {
        this.calls.push("update");
        return this.operation(goal, this.change, { ...outputs, ...goal.inputs });
      },
      delete: (goal, outputs) => {
        this.calls.push(`delete ${outputs.made ?? "nothing"} ${goal.generation}`);
        return this.operation(goal, this.deletion, outputs);
      },
      read: async () => {
        this.calls.push("read");
        if (this.found instanceof Error) throw this.found;
        return this.found;
      },
    };
  }

  private operation<Outputs extends ThingOutputs | undefined>(
    goal: Goal<ThingInputs>,
    { fails, never, known, abandonFails, waitsFor, turn = goal.inputs.server, seconds = () => 60 }: Ending,
    result: Outputs,
  ): Operation<Outputs> {
    this.goals.push(goal);
    let hasWaited = false;
    const decide = (): Move<string, Outputs> => {
      if (never) return wait("it never ends", 10);
      if (waitsFor && !hasWaited) {
        hasWaited = true;
        return waitsFor;
      }
      return fails instanceof OperationFailure ? stop(fails) : done(result);
    };
    const observe = async (): Promise<void> => {
      this.calls.push("works");
      if (fails && !(fails instanceof OperationFailure)) throw fails;
    };
    return {
      procedure: asAnyProcedure({ observe, decide, actions: {} }),
      abandon: async () => {
        this.calls.push("abandon");
        if (abandonFails) throw abandonFails;
      },
      known: () => {
        this.calls.push("known");
        return known as Exclude<Outputs, undefined> | undefined;
      },
      turn,
      defaultTimeoutMilliseconds: () => seconds() * 1000,
    };
  }
}

export const inputs: ThingInputs = { server: "s-1", size: { gb: 10 } };

export function outputsOf(goal: { inputs: ThingInputs }, settled: boolean): ThingOutputs {
  return { ...goal.inputs, stateVersion: 1, settled, account, made: "created" };
}

/** Outputs of a thing, as they lie in the state. */
export const settled: ThingOutputs = outputsOf({ inputs }, true);
export const unsettled: ThingOutputs = outputsOf({ inputs }, false);

/** Inputs or outputs as the engine hands them over. */
export function given(properties: object, hidden: object = {}): Properties {
  return { ...properties, [hiddenInputName]: { urn, timeouts: {}, ...hidden } };
}

export const failure = (kind: FailureKind): OperationFailure => new OperationFailure(kind, `${kind} it is`);
