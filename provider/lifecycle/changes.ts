import { digestOf } from "../procedures/operationRecord";
import type { AnyDefinition, ChangeEffect, ChangeRule } from "../resources/definition";
import type { Properties } from "./hiddenInput";
import { hasUnknown } from "./unknownValues";

/** An input that differs. */
export interface Change {
  property: string;
  effect: Exclude<ChangeEffect, "none">;
  /** The new value is not known yet: it may turn out to be the old one. */
  unknown: boolean;
}

/**
 * The inputs that differ from what was saved; null, absent and undefined are the same. Those that only say in other
 * words what is there are left out.
 * @param generation the Pulumi id of what was saved
 */
export function changesBetween(
  definition: AnyDefinition,
  saved: Properties,
  news: Properties,
  generation: string,
): Change[] {
  return Object.entries<ChangeRule>(definition.changes)
    .filter(([property]) => digestOf(saved[property] ?? null) !== digestOf(news[property] ?? null))
    .map(([property, rule]) => {
      const unknown = hasUnknown(news[property]);
      const isDecided = typeof rule !== "function" || unknown;
      const effect = isDecided
        ? typeof rule === "function"
          ? "replace"
          : rule
        : rule(news[property], saved, generation);
      return { property, effect, unknown };
    })
    .filter((change): change is Change => change.effect !== "none");
}
