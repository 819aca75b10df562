import assert from "node:assert/strict";
import { z } from "zod";
import { definitions } from "../../../provider/resources/registry";

/** Every property that a schema has, also within objects and maps. */
function pathsIn(schema: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return pathsIn(schema.unwrap(), path);
  if (schema instanceof z.ZodRecord) return [path, ...pathsIn(schema.valueType, [...path, "anyKey"])];
  if (!(schema instanceof z.ZodObject)) return [path];
  const within = Object.entries(schema.shape).flatMap(([name, one]) => pathsIn(one, [...path, name]));
  return path.length > 0 ? [path, ...within] : within;
}

/** A value, where a path leads to. */
function at(path: readonly string[], value: unknown): unknown {
  return path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
}

const wrong = [5, -1, 1.5, "", "x", true, [], [1], {}, { x: 1 }];

describe("what is said of an input of the wrong shape", () => {
  for (const { kind, inputs } of definitions)
    for (const path of pathsIn(inputs))
      it(`says what was expected in words of its own: ${kind} ${path.join(".")}`, () => {
        const issues = wrong.flatMap((value) => inputs.safeParse(at(path, value)).error?.issues ?? []);
        const messages = issues.filter(({ code }) => code !== "unrecognized_keys").map((one) => one.message);
        for (const message of messages) assert.match(message, /^expected /);
      });
});
