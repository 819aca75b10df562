/** What stands in a preview for a value that is not known yet. Pulumi's own constant. */
const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether anything in the value is not known yet. */
export function hasUnknown(value: unknown): boolean {
  if (value === unknownValue) return true;
  if (typeof value === "string") return value.includes(unknownValue);
  return typeof value === "object" && value !== null && Object.values(value).some(hasUnknown);
}

/** Whether what stands at a path such as "guest.sanPolicy" is not known yet. */
export function isUnknownAt(properties: unknown, path: string): boolean {
  return hasUnknown(valueAt(properties, path.split(".")));
}

/** A copy without whatever is not known yet; a list with something unknown in it is left out as a whole. */
export function withoutUnknown(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== "object" || value === null)
    return hasUnknown(value) ? undefined : value;
  const entries = Object.entries(value).map(([name, item]) => [name, withoutUnknown(item)] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}

/**
 * The value at a path of property names and indices; undefined where there is none. A text in place of an object is
 * the value of everything below it: that is how a whole object is unknown.
 */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === "object" && at !== null ? (at as Record<PropertyKey, unknown>)[key] : at),
    value,
  );
}
