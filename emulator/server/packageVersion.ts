import { readFileSync } from "node:fs";

/** The version of this package: found by its name, because compiled files lie deeper than their sources. */
export function packageVersion(): string {
  const file = require.resolve("pulumi-ecs-lifecycle/package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
