import type { Refusal } from "../constraints/constraint";
import type { AccountIdentity, Cloud } from "../ports/cloud";
import { CloudError } from "../ports/cloudError";
import { OperationFailure } from "../procedures/errors";
import { whileThrottled } from "../procedures/patience";
import { newGeneration } from "../procedures/operationRecord";
import type { AnyDefinition, BaseOutputs, Goal, Operation, Warn } from "../resources/definition";
import { changesBetween } from "./changes";
import { check } from "./check";
import { confirmSameAccount } from "./confirmSameAccount";
import { diff, type DiffAnswer } from "./diff";
import {
  hiddenInput,
  hiddenInputName,
  profileOf,
  timeoutMilliseconds,
  withOtherInputs,
  withoutHidden,
  type Properties,
} from "./hiddenInput";
import { perform } from "./perform";
import { judgeResumption } from "./resumption";
import type { Runtime } from "./runtime";
import { connectFor } from "./secretInputs";
import { Warnings } from "./warnings";

/** The six methods of a resource, as Pulumi's dynamic host calls them. */
export interface Lifecycle {
  check: (olds: Properties, news: Properties) => Promise<{ inputs: Properties; failures: Refusal[] }>;
  diff: (id: string, olds: Properties, news: Properties) => Promise<DiffAnswer>;
  create: (inputs: Properties) => Promise<{ id: string; outs: Properties }>;
  read: (id: string, props: Properties) => Promise<{ id?: string; props?: Properties; inputs?: Properties }>;
  update: (id: string, olds: Properties, news: Properties) => Promise<{ outs: Properties }>;
  delete: (id: string, props: Properties) => Promise<void>;
}

/** An operation that ended early: what is known is saved, and the next "up" goes on with it. */
export class Unfinished extends Error {
  override readonly name = "Unfinished";

  constructor(
    readonly id: string,
    readonly properties: Properties,
    cause: Error,
  ) {
    super(cause.message, { cause });
  }

  get reasons(): string[] {
    return [this.message];
  }
}

/** Why there is nothing to read by the option { id }, or by an { import } that came past the constructor. */
export const notMadeHere =
  "this resource was not made by pulumi-ecs-lifecycle: looking one up with the option { id } or { import } is not offered";

type Verb = "create" | "update" | "delete";

/** Turns a definition into the methods that Pulumi calls. */
export function createLifecycle(definition: AnyDefinition, runtime: Runtime): Lifecycle {
  /** Runs an operation; where it ends early, the error carries what is to be saved. */
  const carryOut = async <Outputs extends BaseOutputs | undefined>(
    operation: Operation<Outputs>,
    goal: Goal<Properties>,
    cloud: Cloud,
    verb: Verb,
    hidden: Properties,
  ): Promise<Outputs> => {
    const { urn, timeouts } = hiddenInput(hidden);
    const assignment = {
      urn,
      verb,
      timeoutMilliseconds: timeoutMilliseconds(timeouts?.[verb]),
    };
    try {
      return await perform(operation, assignment, cloud, runtime);
    } catch (error) {
      await abandon(operation);
      const known = operation.known();
      if (!known || !(error instanceof Error)) throw error;
      throw unfinished(known, goal, hidden, error);
    }
  };

  const replaceChanges = (id: string, olds: Properties, news: Properties): string[] =>
    changesBetween(definition, olds, news, id)
      .filter(({ effect }) => effect === "replace")
      .map(({ property }) => property);

  const unfinished = (
    known: BaseOutputs,
    goal: Goal<Properties>,
    given: Properties,
    cause: Error,
  ): Unfinished => {
    const properties = toProperties(known, goal, given);
    const isOfOtherInputs = known.settled && replaceChanges(goal.generation, properties, given).length > 0;
    return new Unfinished(goal.generation, isOfOtherInputs ? withOtherInputs(properties) : properties, cause);
  };

  const patiently = <T>(cloud: Cloud, look: () => Promise<T>): Promise<T> =>
    whileThrottled(look, cloud.clock, runtime.stopSignal);

  /** Generations of what this process has made. */
  const madeHere = new Set<string>();

  /** Generations that Pulumi's state holds, as far as the engine has shown them to this process. */
  const inState = new Set<string>();

  /** URNs of what the program declares. */
  const checked = new Set<string>();

  /** The present URN of each resource, and the one that it was made under. */
  const formerUrns = new Map<string, string>();

  const warnings = new Warnings(runtime);
  const warnOn = (urn: string): Warn => warnings.ofOperation(urn);

  const goalOf = (urnOf: Properties, generation: string, inputs: Properties): Goal<Properties> => ({
    urn: hiddenInput(urnOf).urn,
    generation,
    inputs: readInputs(definition, inputs),
  });

  /** What was saved, in the account that it was made in. */
  const saved = async (props: Properties, news = props): Promise<{ outputs: BaseOutputs; cloud: Cloud }> => {
    const outputs = withoutHidden(props) as unknown as BaseOutputs;
    // Given by the option { id } instead of having been made.
    if (!(outputs.account as AccountIdentity | undefined))
      throw new OperationFailure("configurationInvalid", notMadeHere);
    const cloud = await connectFor(definition, runtime, profileOf(news), props, news);
    confirmSameAccount(outputs.account, cloud.identity);
    return { outputs, cloud };
  };

  return {
    check: async (olds, news) => {
      const { urn } = hiddenInput(news);
      checked.add(urn);
      const context = { formerUrn: formerUrns.get(urn), warn: warnings.ofCheck(urn) };
      return check(definition, runtime, olds, news, context);
    },

    diff: async (id, olds, news) => {
      const { urn } = hiddenInput(news);
      // Marks derive from the URN of the creation: the engine asks for the difference before it checks a replacement.
      formerUrns.set(urn, hiddenInput(olds).urn);
      inState.add(id);
      // A refresh asks for the difference, too, with the old inputs, which it does not check: nothing is begun then.
      if (checked.has(urn)) await judgeResumption(definition, runtime, id, olds, news, warnings.ofCheck(urn));
      return diff(definition, runtime, id, olds, news);
    },

    create: async (inputs) => {
      const cloud = await connectFor(definition, runtime, profileOf(inputs), inputs);
      const isInState = (other: string): boolean => inState.has(other);
      const named = goalOf(inputs, newGeneration(), inputs);
      const formerUrn = formerUrns.get(named.urn);
      const goal = { ...named, isInState, ...(formerUrn !== undefined && { formerUrn }) };
      madeHere.add(goal.generation);
      const operation = await patiently(cloud, () =>
        definition.create(goal, undefined, cloud, warnOn(goal.urn)),
      );
      const outputs = await carryOut(operation, goal, cloud, "create", inputs);
      return { id: goal.generation, outs: toProperties(outputs, goal, inputs) };
    },

    read: withOldConfiguration(async (id, props) => {
      const { outputs, cloud } = await saved(props);
      const goal = goalOf(props, id, props);
      const warn = warnOn(hiddenInput(props).urn);
      const found = await patiently(cloud, () => definition.read(goal, outputs, cloud, warn));
      if (found === "gone") return {};
      const hidden = { [hiddenInputName]: hiddenInput(props) };
      return {
        id,
        props: toProperties(found.outputs, goal, props),
        inputs: { ...(found.inputs as Properties), ...hidden },
      };
    }),

    update: async (id, olds, news) => {
      const { outputs, cloud } = await saved(olds, news);
      const { urn } = hiddenInput(news);
      if (outputs.settled) {
        const goal = goalOf(olds, id, news);
        const operation = definition.update(goal, outputs, cloud);
        return { outs: toProperties(await carryOut(operation, goal, cloud, "update", news), goal, news) };
      }
      const replaced = replaceChanges(id, olds, news);
      const warn = warnOn(urn);
      const finish = async (earlier: BaseOutputs | undefined): Promise<{ outs: Properties }> => {
        madeHere.add(id);
        const goal = goalOf(olds, id, news);
        const operation = await patiently(cloud, () => definition.create(goal, earlier, cloud, warn));
        return { outs: toProperties(await carryOut(operation, goal, cloud, "create", news), goal, news) };
      };
      if (replaced.length === 0) return finish(outputs);
      // The earlier operation is followed to its end with the inputs that it began with.
      const goal = goalOf(olds, id, olds);
      const following = await definition.follow(goal, outputs, cloud, warn);
      const followed = await carryOut(following, goal, cloud, "create", news);
      if (!followed) return finish(undefined);
      throw unfinished(followed, goal, news, unsettledChange(replaced));
    },

    delete: withOldConfiguration(async (id, props) => {
      const { outputs, cloud } = await saved(props);
      const { urn } = hiddenInput(props);
      const goal = goalOf(props, id, props);
      const last = outputs.settled ? outputs : await followToItsEnd(goal, outputs, cloud, props);
      const deletion = { ...goal, isMadeHere: (other: string) => madeHere.has(other) };
      await carryOut(definition.delete(deletion, last, cloud, warnOn(urn)), goal, cloud, "delete", props);
    }),
  };

  /** What an unsettled operation still makes would stay behind: it is deleted only after its end. */
  async function followToItsEnd(
    goal: Goal<Properties>,
    outputs: BaseOutputs,
    cloud: Cloud,
    props: Properties,
  ): Promise<BaseOutputs> {
    const warn = warnOn(hiddenInput(props).urn);
    const operation = await definition.follow(goal, outputs, cloud, warn);
    try {
      return (await carryOut(operation, goal, cloud, "delete", props)) ?? outputs;
    } catch (error) {
      const cause = error instanceof Unfinished ? error.cause : error;
      const ended =
        cause instanceof OperationFailure &&
        ["jobFailed", "unexpectedState", "constraintViolated", "unsettledChange"].includes(cause.kind);
      if (!ended) throw error;
      return operation.known() ?? outputs;
    }
  }
}

/** `refresh` and `destroy` have the configuration of the last `up`: whoever changed a key since should know. */
function withOldConfiguration<Arguments extends unknown[], Answer>(
  method: (...args: Arguments) => Promise<Answer>,
): (...args: Arguments) => Promise<Answer> {
  return async (...args) => {
    try {
      return await method(...args);
    } catch (error) {
      if (!(error instanceof CloudError && error.details.status === 401)) throw error;
      throw new OperationFailure(
        "configurationInvalid",
        `the cloud does not accept the credentials: ${error.message}. "pulumi refresh" and "pulumi destroy" use the configuration ` +
          `that the last "pulumi up" had: where it has changed since, add --run-program, or run "pulumi up" first.`,
      );
    }
  };
}

/** That something could not be taken back is no news beside the error that ended the operation. */
async function abandon(operation: Operation<unknown>): Promise<void> {
  try {
    await operation.abandon?.();
  } catch (error) {
    if (!(error instanceof OperationFailure || error instanceof CloudError)) throw error;
  }
}

/** Outputs as the engine stores them: marks derive from the URN of the creation, whatever it is called now. */
function toProperties(outputs: BaseOutputs, goal: Goal<Properties>, given: Properties): Properties {
  const hidden = { [hiddenInputName]: { ...hiddenInput(given), urn: goal.urn } };
  // Pulumi's host adds the shell's text to results, but not to what an unfinished operation saves: without it
  // `refresh` and `destroy` of such a resource would fail.
  const shell = given[shellName] === undefined ? {} : { [shellName]: given[shellName] };
  return { ...outputs, ...hidden, ...shell };
}

/** Under which Pulumi keeps the shell's text. Pulumi's own constant. */
const shellName = "__provider";

/** Check lets no others through: only a state that was edited by hand, or written by another version, has others. */
function readInputs(definition: AnyDefinition, properties: Properties): Properties {
  const read = definition.inputs.safeParse(inputsAmong(definition, properties));
  if (read.success) return read.data;
  const wrong = read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new OperationFailure(
    "unexpectedState",
    `what Pulumi's state holds of this resource cannot be read (${wrong.join("; ")}). Correct it with "pulumi state edit", ` +
      `or use the version of pulumi-ecs-lifecycle that wrote it.`,
  );
}

function inputsAmong(definition: AnyDefinition, properties: Properties): Properties {
  const names = Object.keys(definition.changes);
  return Object.fromEntries(
    names
      .filter((name) => properties[name] !== undefined && properties[name] !== null)
      .map((name) => [name, properties[name]]),
  );
}

function unsettledChange(properties: string[]): OperationFailure {
  return new OperationFailure(
    "unsettledChange",
    `the operation that an earlier run had begun was followed to its end, with the inputs that it began with. ` +
      `The change of ${properties.join(", ")} has not been carried out: run "pulumi up" again, and its preview shows what it would replace.`,
  );
}
