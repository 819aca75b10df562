import { cpus, totalmem } from "node:os";
import { version as pulumiVersion } from "@pulumi/pulumi/version";
import { Problem } from "./problem";
import type { Row } from "./rows";

const begin = "<!-- figures: written by `npm run bench -- --write` -->";
const end = "<!-- end of the figures -->";

/** The page with these figures in it. */
export function pageWith(page: string, rows: readonly Row[], engineVersion: string): string {
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from)
    throw new Problem(`docs/performance.md has no place for the figures: between "${begin}" and "${end}"`);
  return [page.slice(0, from) + begin, machine(engineVersion), table(rows), page.slice(to)].join("\n\n");
}

function machine(engineVersion: string): string {
  const model = cpus()[0]?.model ?? "unknown";
  const memory = Math.round(totalmem() / 1024 ** 3);
  return (
    `Measured on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} cores (${model.trim()}), ${memory} GiB, ` +
    `Node ${process.version}, Pulumi engine ${engineVersion}, \`@pulumi/pulumi\` ${pulumiVersion}.`
  );
}

function table(rows: readonly Row[]): string {
  const lines = rows.map(({ figure, goal, measured, isMet }) => {
    const verdict = isMet === undefined ? "" : isMet ? "yes" : "**no**";
    return `| ${figure} | ${goal} | ${measured} | ${verdict} |`;
  });
  return ["| figure | goal | measured | met |", "| --- | --- | --- | --- |", ...lines].join("\n");
}
