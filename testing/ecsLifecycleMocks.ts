import { randomUUID } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { notMadeHere } from "../provider/lifecycle";
import {
  hiddenInput,
  hiddenInputName,
  withoutHidden,
  type Properties,
} from "../provider/lifecycle/hiddenInput";
import { judgeInputs, reasonText } from "../provider/lifecycle/judgeInputs";
import { hasUnknown } from "../provider/lifecycle/unknownValues";
import { isLookupName } from "../provider/lookups";
import type { AnyDefinition } from "../provider/resources/definition";
import { definitions } from "../provider/resources/registry";
import { InventedAccount } from "./inventedAccount";
import { inventedGeneration } from "./inventedId";
import { inventedLookup } from "./inventedLookup";
import { makers } from "./makers";
import { asProviderSees } from "./asProviderSees";

/** A resource that the provider would refuse to make. */
export interface Refusal {
  /** URN of the resource. */
  urn: string;
  /** What the provider would say, a text for each thing that is wrong. */
  reasons: string[];
}

/** Mocks that answer for the provider. */
export interface EcsLifecycleMocks extends pulumi.runtime.Mocks {
  /** Answers a lookup of this package; all other calls are handed to the test's own mocks. */
  call(args: pulumi.runtime.MockCallArgs): Promise<pulumi.runtime.MockCallResult>;
  /** Judges a resource of this package, and makes its outputs up; all others are handed to the test's own mocks. */
  newResource(args: pulumi.runtime.MockResourceArgs): Promise<pulumi.runtime.MockResourceResult>;
  /**
   * All that was refused so far; of a URN that was registered more than once, only the last time counts. A resource that
   * is refused has no outputs, and its dependents none from it.
   */
  readonly refusals: readonly Refusal[];
  /**
   * Why the provider would refuse this resource, as soon as it is registered; empty: it would make it. Rejects where
   * these mocks have not judged it: it was made before `setMocks`, with other mocks, or is none of this package.
   */
  refusalsOf(resource: pulumi.Resource): Promise<string[]>;
}

const typePrefix = "pulumi-nodejs:dynamic/ecs:";
const lookupPrefix = "ecs-lifecycle:index:";

/**
 * Mocks for unit tests of a program with this package's resources and lookups. The inputs are judged as the provider
 * judges them, and what is made or looked up is made up: without a cloud, an account or an engine.
 *
 * ```ts
 * const mocks = ecsLifecycleMocks();
 * before(() => pulumi.runtime.setMocks(mocks));
 * ```
 *
 * @param others your own mocks, for all other resources and calls; by default a resource's outputs are its inputs, and a
 * call's result its arguments
 */
export function ecsLifecycleMocks(others: pulumi.runtime.Mocks = echo): EcsLifecycleMocks {
  const account = new InventedAccount();
  const refusals: Refusal[] = [];
  /** What was found of each resource by the mark that it got, and of each URN the last time. */
  const verdicts = new Map<string, string[]>();

  const note = (urn: string, mark: string, reasons: string[]): void => {
    const earlier = refusals.findIndex((one) => one.urn === urn);
    if (earlier >= 0) refusals.splice(earlier, 1);
    if (reasons.length > 0) refusals.push({ urn, reasons });
    verdicts.set(urn, reasons).set(mark, reasons);
  };

  const make = (
    definition: AnyDefinition,
    args: pulumi.runtime.MockResourceArgs,
  ): pulumi.runtime.MockResourceResult => {
    const inputs = asProviderSees(args.inputs) as Properties;
    const hidden = hiddenInput(inputs);
    const { urn } = hidden;
    const reasons = args.id ? [notMadeHere] : reasonsAgainst(definition, inputs);
    const mark = randomUUID();
    note(urn, mark, reasons);
    const given = { ...(args.inputs as Properties), [hiddenInputName]: { ...hidden, [markName]: mark } };
    // As in a preview: what is made later is not known.
    if (reasons.length > 0 || pulumi.runtime.isDryRun() || hasUnknown(withoutHidden(inputs)))
      return { id: args.id, state: given };
    const generation = inventedGeneration(urn);
    const goal = { urn, generation, inputs: definition.inputs.parse(withoutNulls(withoutHidden(inputs))) };
    // What is a secret among the inputs stays one.
    const state = { ...makers[definition.kind]?.(goal, account), ...withoutNulls(given) };
    return { id: generation, state };
  };

  return {
    refusals,
    newResource: async (args) => {
      const definition = definitions.find(({ kind }) => args.type === typePrefix + kind);
      return definition ? make(definition, args) : others.newResource(args);
    },
    call: async (args) => {
      const name = args.token.slice(lookupPrefix.length);
      if (!args.token.startsWith(lookupPrefix) || !isLookupName(name)) return others.call(args);
      try {
        return (await inventedLookup(name, asProviderSees(args.inputs), account)) as Record<string, unknown>;
      } catch (error) {
        // Pulumi shows a call's error by its details alone.
        throw Object.assign(error as Error, { details: (error as Error).message });
      }
    },
    refusalsOf: async (resource) => {
      const urn = await new Promise<string>((resolve) => {
        resource.urn.apply(resolve);
      });
      // A mock of the test's own that answers in place of these may have left the mark out.
      const reasons = verdicts.get((await markOf(resource)) ?? urn);
      if (reasons) return reasons;
      throw new Error(
        `these mocks never saw ${urn}: setMocks(mocks) must come before the resource is made, and it must be one of pulumi-ecs-lifecycle`,
      );
    },
  };
}

/** In the hidden input of a resource's outputs: by it, two resources of one URN are told apart. */
const markName = "mark";

async function markOf(resource: pulumi.Resource): Promise<string | undefined> {
  const hidden: unknown = Reflect.get(resource, hiddenInputName);
  // Unlike a function that is applied, this ends for an output that is not known, too.
  const known = asProviderSees(await pulumi.runtime.serializeProperties("", { hidden })) as Properties;
  return (known["hidden"] as Record<string, string> | undefined)?.[markName];
}

const echo: pulumi.runtime.Mocks = {
  newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs as Properties }),
  call: ({ inputs }) => inputs as Properties,
};

function reasonsAgainst(definition: AnyDefinition, inputs: Properties): string[] {
  const { failures } = judgeInputs(definition, inputs, { exists: false, defaultTags: {} });
  return failures.map(reasonText);
}

function withoutNulls(properties: Properties): Properties {
  return Object.fromEntries(
    Object.entries(properties).filter(([, value]) => value !== null && value !== undefined),
  );
}
