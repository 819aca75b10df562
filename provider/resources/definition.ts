import type { z } from "zod";
import type { CarriedOut, Constraint } from "../constraints/constraint";
import type { AccountIdentity, Cloud } from "../ports/cloud";
import type { AnyProcedure } from "../procedures/procedure";

/** What changing an input does to the resource. */
export type ChangeEffect = "replace" | "update";

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
  inputs: Inputs;
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
  /** Milliseconds that it may take where the user sets nothing. */
  defaultTimeoutMilliseconds: number;
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
  changes: Readonly<Record<keyof Inputs & string, ChangeEffect>>;
  constraints: readonly Constraint<Facts>[];
  /** Statements that are carried out other than by a constraint. */
  carriedOut: readonly CarriedOut[];
  /** The server that the operation is on: one operation at a time on each. */
  serverOf(inputs: Inputs): string;
  /** What the constraints of the stage `input` look at. */
  inputFacts(inputs: Partial<Inputs>): Facts;
  /**
   * What the constraints of the stage `preflight` look at; read-only. undefined where an operation of this
   * resource is under way, so that start conditions do not apply now.
   */
  preflightFacts(inputs: Partial<Inputs>, urn: string, cloud: Cloud): Promise<Facts | undefined>;
  /** Makes it, or goes on making it: `earlier` are the outputs of an interrupted run. */
  create(goal: Goal<Inputs>, earlier: Outputs | undefined, cloud: Cloud, warn: Warn): Operation<Outputs>;
  /** Follows what an interrupted run has begun to its end, and begins nothing; undefined where nothing came of it. */
  follow(goal: Goal<Inputs>, earlier: Outputs, cloud: Cloud, warn: Warn): Operation<Outputs | undefined>;
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
