import { OperationFailure } from "../procedures/errors";
import type { AnyDefinition, BaseOutputs } from "../resources/definition";
import { changesBetween } from "./changes";
import { haveOtherInputs, hiddenInput, profileOf, type Properties } from "./hiddenInput";
import type { Runtime } from "./runtime";
import { hasUnknown } from "./unknownValues";

/** The three answers: `changes` absent lets the engine compare the inputs and name what differs. */
export interface DiffAnswer {
  changes?: boolean;
  replaces?: string[];
}

/** Judges by the outputs, without any call: a partial update keeps the old inputs, a refresh wipes init errors. */
export function diff(
  definition: AnyDefinition,
  runtime: Runtime,
  id: string,
  olds: Properties,
  news: Properties,
): DiffAnswer {
  const { urn } = hiddenInput(news);
  if (olds["settled"] !== true) {
    runtime.log("info", "the last operation is not complete: going on with it", urn);
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
