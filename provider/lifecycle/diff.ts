import type { AnyDefinition } from "../resources/definition";
import { changesBetween } from "./changes";
import { haveOtherInputs, hiddenInput, type Properties } from "./hiddenInput";
import type { Runtime } from "./runtime";

/** The three answers: `changes` absent lets the engine compare the inputs and name what differs. */
export interface DiffAnswer {
  changes?: boolean;
  replaces?: string[];
}

/** Judges by the outputs, without any call: a partial update keeps the old inputs, a refresh wipes init errors. */
export function diff(
  definition: AnyDefinition,
  runtime: Runtime,
  olds: Properties,
  news: Properties,
): DiffAnswer {
  if (olds["settled"] !== true) {
    runtime.log(
      "info",
      "an interrupted operation is not known to have ended: going on with it",
      hiddenInput(news).urn,
    );
    return { changes: true };
  }
  const changes = changesBetween(definition, olds, news);
  if (changes.length === 0) return { changes: false };
  const replaces = changes
    .filter(({ effect, unknown }) => effect === "replace" && !unknown)
    .map(({ property }) => property);
  // The engine may have the inputs of now already: it would compare them, see no difference, and replace nothing.
  return haveOtherInputs(olds) ? { changes: true, replaces } : { replaces };
}
