import { readFileSync } from "node:fs";
import { fixtureSchema } from "./fixtureSchema";
import type { Fixture } from "../openTelekomCloud/fixture";
import { Problem, reasonOf } from "./problem";

/** Reads what a cloud is to begin with. */
export function readFixture(path: string): Fixture {
  const parsed = fixtureSchema.safeParse(jsonIn(path), { reportInput: true });
  if (parsed.success) return parsed.data;
  const failures = parsed.error.issues.map(({ path: where, message, input }) => {
    const seen = where.length === 0 || input === undefined ? "" : ` (it is ${shortened(input)})`;
    return `${where.join(".") || "the file"}: ${message}${seen}`;
  });
  throw new Problem(
    `${path} is no fixture: ${failures.join("; ")}. The section "As a server" of emulator/README.md shows one`,
  );
}

function jsonIn(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new Problem(
      `cannot read the fixture: ${reasonOf(error)}. Name a file that can be read with --fixture`,
    );
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new Problem(`${path} is no JSON: ${reasonOf(error)}. Correct it, or leave --fixture out`);
  }
}

function shortened(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
