import { digestOf } from "../procedures/operationRecord";
import type { AnyDefinition, ChangeEffect } from "../resources/definition";
import type { Properties } from "./hiddenInput";
import { hasUnknown } from "./unknownValues";

/** An input that differs. */
export interface Change {
  property: string;
  effect: ChangeEffect;
  /** The new value is not known yet: it may turn out to be the old one. */
  unknown: boolean;
}

/** The inputs that differ between two sets of properties; null, absent and undefined are the same. */
export function changesBetween(definition: AnyDefinition, olds: Properties, news: Properties): Change[] {
  const effects = Object.entries<ChangeEffect>(definition.changes);
  return effects
    .filter(([property]) => digestOf(olds[property] ?? null) !== digestOf(news[property] ?? null))
    .map(([property, effect]) => ({ property, effect, unknown: hasUnknown(news[property]) }));
}
