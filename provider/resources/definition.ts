import type { z } from "zod";
import type { CarriedOut, Constraint } from "../constraints/constraint";
import type { AccountIdentity, Cloud } from "../ports/cloud";
import type { AnyProcedure } from "../procedures/procedure";

/** What changing an input does to the resource; "none": it only says in other words what is there. */
export type ChangeEffect = "replace" | "update" | "none";

/** The effect, where it depends on what is there. `outputs` may be inputs of before, which hold less. */
export type ChangeRule =
  ChangeEffect | ((input: unknown, outputs: Saved, generation: string) => ChangeEffect);

/** Inputs or outputs as they were saved. */
export type Saved = Readonly<Record<string, unknown>>;

/** What every resource carries besides its own outputs. */
export interface BaseOutputs {
  /** Version of the outputs' shape. Every version ever released stays readable. */
  stateVersion: 1;
  /** false while an operation has begun and is not known to have ended: the next "up" goes on with it. */
  settled: boolean;
  /** The account that the cloud's objects are in. */
  account: AccountIdentity;
}

/** What an operation is to reach, for which resource. */
export interface Goal<Inputs> {
  /** The URN that marks and records derive from: the one of the resource's creation. */
  urn: string;
  /** The Pulumi id: what an operation makes carries it. */
  generation: string;
  /** The URN that an earlier operation of the resource was made under, where it was renamed with an alias. */
  formerUrn?: string;
  inputs: Inputs;
  /** Whether this very process has made what carries another generation: a replacement, whose old object goes now. */
  isMadeHere?: (generation: string) => boolean;
  /** Whether Pulumi's state holds what carries another generation: it is replaced, and no leftover. */
  isInState?: (generation: string) => boolean;
}

/** Tells the user something that stays on the screen. */
export type Warn = (text: string) => void;

/** A long operation: what runs, and what is known about it if it ends early. */
export interface Operation<Outputs> {
  procedure: AnyProcedure<Outputs>;
  /** Ends it early, on purpose: takes back what was only prepared. */
  abandon?(): Promise<void>;
  /** What to save if it ends now; undefined while nothing was begun that would have to be remembered. */
  known(): Exclude<Outputs, undefined> | undefined;
  /** What only one operation at a time may be at work on: the ID of a server, mostly. */
  turn: string;
  /** Milliseconds that it may take where the user sets nothing, as far as that is known by now. */
  defaultTimeoutMilliseconds(): number;
}

/** The inputs, as far as they are known. */
export interface KnownInputs<Inputs> {
  /** Without whatever is not known yet. */
  inputs: Partial<Inputs>;
  /** The resource exists already: what only matters when it is made may be left unsaid. */
  exists?: boolean;
  /** The tags that the profile adds, where the configuration tells. */
  defaultTags?: Record<string, string>;
  /** Whether the value at a path such as "guest.sanPolicy" is absent only because it is not known yet. */
  isUnknown: (path: string) => boolean;
}

/** What a preview asks a definition about. */
export interface PreflightQuestion<Inputs> extends KnownInputs<Inputs> {
  urn: string;
  /** The URN that the resource had before it was renamed, where that is known: its old marks derive from it. */
  formerUrn?: string;
  cloud: Cloud;
  /** Tells something that refuses nothing. */
  warn: Warn;
  /** The user has the old object deleted before the new one is made. */
  deletesBeforeReplacing: boolean;
  /** Whether this process is at work on it: see Operation.turn. */
  isBusy: (turn: string) => boolean;
}

/** An operation that is not complete. */
export interface EarlierOperation<Outputs> {
  /** The Pulumi id. */
  generation: string;
  outputs: Outputs;
  /** The program asks for something else now. */
  isOfOtherInputs: boolean;
}

/**
 * A resource, declared and not programmed: `lifecycle/` turns any definition into check, diff, create, read,
 * update and delete, so that all resources behave alike.
 */
export interface Definition<Inputs, Outputs extends BaseOutputs, Facts> {
  /** Name of the class in the sdk, for example "FullEcsImage". */
  kind: string;
  inputs: z.ZodType<Inputs>;
  /** Every input, and what changing it does. */
  changes: Readonly<Record<keyof Inputs & string, ChangeRule>>;
  /** The inputs that no message may show, whoever quotes them. */
  secretInputs: readonly (keyof Inputs & string)[];
  /** Why the resource needs an update although no input has changed; undefined: it does not. */
  driftOf?(
    inputs: Partial<Inputs>,
    outputs: Outputs,
    defaultTags: Record<string, string>,
  ): string | undefined;
  /** Why a replacement makes no sense; undefined: it does. */
  refuseReplacement?(inputs: Partial<Inputs>, outputs: Outputs): string | undefined;
  constraints: readonly Constraint<Facts>[];
  /** Statements that are carried out other than by a constraint. */
  carriedOut: readonly CarriedOut[];
  /** What the constraints of the stage `input` look at. */
  inputFacts(known: KnownInputs<Inputs>): Facts;
  /**
   * What the constraints of the stage `preflight` look at; read-only. undefined where an operation of this
   * resource is under way, so that start conditions do not apply now.
   */
  preflightFacts(question: PreflightQuestion<Inputs>): Promise<Facts | undefined>;
  /**
   * As `preflightFacts`, where the last operation is not complete: undefined where that is followed before anything is begun.
   * Absent: what is begun anew destroys nothing.
   */
  resumptionFacts?(
    question: PreflightQuestion<Inputs>,
    earlier: EarlierOperation<Outputs>,
  ): Promise<Facts | undefined>;
  /** Makes it, or goes on making it: `earlier` are the outputs of an interrupted run. */
  create(
    goal: Goal<Inputs>,
    earlier: Outputs | undefined,
    cloud: Cloud,
    warn: Warn,
  ): Promise<Operation<Outputs>>;
  /** Follows what an interrupted run has begun to its end, and begins nothing; undefined where nothing came of it. */
  follow(
    goal: Goal<Inputs>,
    earlier: Outputs,
    cloud: Cloud,
    warn: Warn,
  ): Promise<Operation<Outputs | undefined>>;
  /** Changes in place what the inputs ask for. */
  update(goal: Goal<Inputs>, outputs: Outputs, cloud: Cloud): Operation<Outputs>;
  /** Removes what the resource made, and nothing else. */
  delete(goal: Goal<Inputs>, outputs: Outputs, cloud: Cloud, warn: Warn): Operation<Outputs>;
  /** What is there now, with the inputs that would describe it; "gone" only on a definite "not found". */
  read(
    goal: Goal<Inputs>,
    outputs: Outputs,
    cloud: Cloud,
    warn: Warn,
  ): Promise<{ outputs: Outputs; inputs: Inputs } | "gone">;
}

/** Any definition: the lifecycle works with them all, and does not look inside. */
export type AnyDefinition = Definition<Record<string, unknown>, BaseOutputs, unknown>;

/** Hides what is particular to a definition from the lifecycle. */
export function asAnyDefinition<Inputs, Outputs extends BaseOutputs, Facts>(
  definition: Definition<Inputs, Outputs, Facts>,
): AnyDefinition {
  return definition as unknown as AnyDefinition;
}
