import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { CarriedOut, Constraint } from "../../provider/constraints/constraint";
import type { Records } from "../../scripts/requirements/survey";

const source = { document: "otc-full-ecs-image", section: "Background" } as const;

/** A small checkout of our own in a temporary folder, with our dependencies. */
export class RequirementsFolder {
  readonly path = mkdtempSync(join(tmpdir(), "requirements-test-"));

  constructor(files: Record<string, string>) {
    symlinkSync(resolve(__dirname, "../../node_modules"), join(this.path, "node_modules"));
    for (const [file, text] of Object.entries(files)) this.write(file, text);
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.path, file)), { recursive: true });
    writeFileSync(join(this.path, file), text);
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}

/** The records of a resource `Thing`. */
export function recordsOf(records: {
  constraints?: Pick<Constraint<unknown>, "id" | "stage">[];
  carriedOut?: Pick<CarriedOut, "id" | "as" | "where">[];
}): Records {
  const { constraints = [], carriedOut = [] } = records;
  const verdict = () => ({ kind: "met" }) as const;
  return {
    kind: "Thing",
    constraints: constraints.map((one) => ({ ...one, statement: "", source, verdict })),
    carriedOut: carriedOut.map((one) => ({ ...one, statement: "", source })),
  };
}
