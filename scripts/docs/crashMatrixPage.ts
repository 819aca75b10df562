import type { CloudState } from "../../emulator";
import { worldsOf } from "../../tests/cuts/emulatedIn";
import { fullEcsImageSubject } from "../../tests/cuts/fullEcsImageSubject";
import { osReplacementSubject } from "../../tests/cuts/osReplacementSubject";
import type { Charted, Outcome } from "./crashMatrix/outcome";
import { columns, rowsOf, sortOf, type Row } from "./crashMatrix/rows";

const world = "the durations of the guides";

/** The durations that the guides speak of, instead of the harness's short ones. */
const durations = { snapshotSeconds: null, backupSeconds: null, stopSeconds: 40, osChangeSeconds: 900 };
const worlds = worldsOf({ [world]: durations });

const charts: Record<string, Charted<CloudState>> = {
  FullEcsImage: { subject: { ...fullEcsImageSubject, worlds }, world, request: "/wholeimages/action" },
  OsReplacement: { subject: { ...osReplacementSubject, worlds }, world, request: "/changeos" },
};

const heads = [
  "cut while it reads, or **writes**",
  "minute",
  "`kill -9` before the effect",
  "`kill -9` after the effect",
  "Ctrl-C",
];

/** The page that tells for every call what the next "up" does if the first one ended there. */
export async function crashMatrixPage(): Promise<string> {
  const lines = [
    "# Where it was cut, and what the next `up` does",
    "",
    "Made in a checkout by `npm run docs`: the provider is run against the emulated cloud in virtual time, cut at every call of its first " +
      "`up`, and the same `up` is typed again ten seconds later. After `kill -9` Pulumi knows nothing of the resource; after " +
      "Ctrl-C it has saved what was known. In each of these runs exactly one image is made, or one change of the OS. " +
      "[interruptions.md](interruptions.md) says what to type.",
  ];
  for (const [name, chart] of Object.entries(charts)) {
    lines.push("", `## ${name}`, "", tableRow(heads), tableRow(heads.map(() => "---")));
    for (const row of await rowsOf(chart)) lines.push(tableRow(cellsOf(row)));
  }
  return lines.join("\n") + "\n";
}

function cellsOf({ calls, minutes, outcomes }: Row): string[] {
  const [from, to] = minutes.map(minutesText);
  const when = from === to ? from : `${from} to ${to}`;
  return [calls.join(", "), when ?? "", ...columns.map((column) => outcomeText(outcomes[column]))];
}

/** What the next "up" does after a cut at each of these calls: the same thing, in more or less time. */
function outcomeText(outcomes: readonly Outcome[]): string {
  const [first] = outcomes;
  if (!first) return "–";
  const completeAfter = rangeText(
    outcomes.map((one) => ("completeAfterMinutes" in one ? one.completeAfterMinutes : 0)),
  );
  const asksAfter = rangeText(outcomes.map((one) => ("asksAfterMinutes" in one ? one.asksAfterMinutes : 0)));
  switch (sortOf(first)) {
    case "finished":
      return "had finished: nothing is left to do";
    case "stops":
      return `stops, and tells what to do: ${first.kind === "stops" ? inOneLine(first.message) : ""}`;
    case "goesOn":
      return `goes on, without asking again: complete after ${completeAfter} min`;
    case "asksAtOnce":
      return `begins anew: complete after ${completeAfter} min`;
    case "asksLater":
      return `waits ${asksAfter} min for a sign of the first request, then asks: complete after ${completeAfter} min`;
  }
}

/** A cell of a table holds neither lines nor bars; which rule it is stands in constraints.md. */
function inOneLine(message: string): string {
  return message
    .split("\n")
    .map((line) => line.trim().replaceAll("|", "\\|"))
    .filter((line) => !line.startsWith("["))
    .join(". ");
}

function rangeText(minutes: readonly number[]): string {
  const [from, to] = [Math.max(...minutes), Math.min(...minutes)].map(minutesText);
  return from === to ? (from ?? "") : `${from} to ${to}`;
}

function minutesText(minutes: number): string {
  return String(Math.round(minutes));
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
