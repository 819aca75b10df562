import assert from "node:assert/strict";
import type { z } from "zod";
import { CloudError } from "../../provider/ports/cloudError";
import { OperationFailure } from "../../provider/procedures/errors";
import { fullEcsImageInputs } from "../../provider/resources/fullEcsImage/inputs";

/** The answer; undefined where the method ended with an error that is meant for the user. Others are thrown on. */
export async function answerOf<T>(method: Promise<T>): Promise<T | undefined> {
  try {
    return await method;
  } catch (error) {
    if (error instanceof OperationFailure || error instanceof CloudError) return undefined;
    throw error;
  }
}

/** Throws unless nothing is lost when the answer goes to the engine as JSON. */
export function assertPlainJson(value: unknown): void {
  const kind = Object.prototype.toString.call(value);
  if (typeof value === "object" && value !== null) {
    assert.ok(["[object Object]", "[object Array]"].includes(kind), `a ${kind} is no JSON`);
    for (const item of Object.values(value)) assertPlainJson(item);
    return;
  }
  assert.ok(typeof value !== "number" || Number.isFinite(value), `${String(value)} is no JSON`);
  assert.ok(!["bigint", "function", "symbol"].includes(typeof value), `a ${typeof value} is no JSON`);
}

/** Makes it so that whoever changes it fails. */
export function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  for (const item of Object.values(value)) frozen(item);
  return Object.freeze(value);
}

/** Throws unless a refusal names a property that there is, and says what to do or which rule it is. */
export function assertRefusal(
  { property, reason }: { property: string; reason: string },
  inputs: z.core.$ZodType = fullEcsImageInputs,
): void {
  const isInput = hasPath(inputs, property.split("."));
  assert.ok(property === "" || isOption(property) || isInput, `there is no property ${property}`);
  const hasRule = /\[[A-Z]{2,4}-\d\d: .+\]$/.test(reason);
  const hasRemedy = /\b(expected|remedy|take it out)\b|\. (Look|Take|Remove|Declare|Adopt|Only|No) /.test(
    reason,
  );
  assert.ok(hasRule || hasRemedy, `no rule and no remedy: ${reason}`);
}

function isOption(path: string): boolean {
  return /^customTimeouts\.(create|update|delete)$/.test(path);
}

/** Whether the schema has something at this path. */
function hasPath(schema: z.core.$ZodType, [name, ...rest]: string[]): boolean {
  if (name === undefined) return true;
  const { def } = schema._zod;
  switch (def.type) {
    case "optional":
    case "nullable":
      return hasPath((def as z.core.$ZodOptionalDef).innerType, [name, ...rest]);
    case "object": {
      const { shape } = def as z.core.$ZodObjectDef;
      const inner = Object.hasOwn(shape, name) ? shape[name] : undefined;
      return inner !== undefined && hasPath(inner, rest);
    }
    // A key of a map may hold a point.
    case "record":
      return true;
    case "array":
      return /^\d+$/.test(name) && hasPath((def as z.core.$ZodArrayDef).element, rest);
    default:
      return false;
  }
}
