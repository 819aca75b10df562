import { constraintViolated, type Refusal } from "../constraints/constraint";
import { OperationFailure } from "../procedures/errors";
import type { AnyDefinition, BaseOutputs, Warn } from "../resources/definition";
import { changesBetween } from "./changes";
import { haveOtherInputs, hiddenInput, profileOf, withoutHidden, type Properties } from "./hiddenInput";
import { judgeInputs } from "./judgeInputs";
import { preflight } from "./preflight";
import type { Runtime } from "./runtime";
import { hasUnknown } from "./unknownValues";

/** The three answers: `changes` absent lets the engine compare the inputs and name what differs. */
export interface DiffAnswer {
  changes?: boolean;
  replaces?: string[];
}

/**
 * Judges by the outputs: a partial update keeps the old inputs, a refresh wipes init errors. The cloud is looked at only
 * where an operation is not complete, and would be begun anew.
 */
export async function diff(
  definition: AnyDefinition,
  runtime: Runtime,
  id: string,
  olds: Properties,
  news: Properties,
  warn: Warn,
): Promise<DiffAnswer> {
  const { urn } = hiddenInput(news);
  if (olds["settled"] !== true) {
    runtime.log("info", "the last operation is not complete: going on with it", urn);
    const refusals = await judgeResumption(definition, runtime, id, olds, news, warn);
    if (refusals.length > 0) throw constraintViolated(refusals);
    return { changes: true };
  }
  const changes = changesBetween(definition, olds, news, id);
  if (changes.length === 0) return drifted(definition, runtime, olds, news);
  const replaces = changes
    .filter(({ effect, unknown }) => effect === "replace" && !unknown)
    .map(({ property }) => property);
  const refusal = replaces.length > 0 && definition.refuseReplacement?.(news, olds as unknown as BaseOutputs);
  if (refusal) throw new OperationFailure("constraintViolated", refusal);
  // The engine may have the inputs of now already: it would compare them, see no difference, and replace nothing.
  return haveOtherInputs(olds) ? { changes: true, replaces } : { replaces };
}

/** An update is not checked by live facts: what a new beginning would destroy is said, and refused, here. */
async function judgeResumption(
  definition: AnyDefinition,
  runtime: Runtime,
  id: string,
  olds: Properties,
  news: Properties,
  warn: Warn,
): Promise<Refusal[]> {
  if (!definition.resumptionFacts) return [];
  const isOfOtherInputs = changesBetween(definition, olds, news, id).some(
    ({ effect }) => effect === "replace",
  );
  const outputs = withoutHidden(olds) as unknown as BaseOutputs;
  const earlier = { generation: id, outputs, isOfOtherInputs };
  const { known } = judgeInputs(definition, news, { exists: true, defaultTags: undefined });
  // Records and marks derive from the URN of the creation.
  const former = hiddenInput(olds).urn;
  return preflight(definition, runtime, known, news, {
    ...{ formerUrn: former, warn },
    factsOf: async (question) => definition.resumptionFacts?.(question, earlier),
  });
}

/** With equal inputs the engine would name no reason: it is said beside. */
function drifted(
  definition: AnyDefinition,
  runtime: Runtime,
  olds: Properties,
  news: Properties,
): DiffAnswer {
  const defaultTags = hasUnknown(news) ? undefined : runtime.defaultTags(profileOf(news));
  const why = defaultTags && definition.driftOf?.(news, olds as unknown as BaseOutputs, defaultTags);
  if (why === undefined) return { changes: false };
  runtime.log("info", why, hiddenInput(news).urn);
  return { changes: true };
}
