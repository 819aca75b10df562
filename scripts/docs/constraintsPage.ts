import type { Statement } from "../../provider/constraints/constraint";
import { sources } from "../../provider/constraints/sources";
import { definitions } from "../../provider/resources/registry";

const places = {
  input: "judged from the inputs alone",
  preflight: "judged at preview, and again right before acting",
  procedure: "a step of the procedure",
  guard: "watched while the operation runs",
  diff: "decides between no change, update and replacement",
  output: "told by the outputs",
} as const;

/** The page that lists every documented statement and where it is carried out. */
export function constraintsPage(): string {
  const lines = [
    "# What the documents ask for, and where it is carried out",
    "",
    "Generated from the definitions of the resources (`npm run docs`); that command and all files named below are in the checkout. A message of the provider ends with the number of its rule.",
  ];
  for (const definition of definitions) {
    const folder = `provider/resources/${definition.kind[0]?.toLowerCase() ?? ""}${definition.kind.slice(1)}`;
    const rows = [
      ...definition.constraints.map((constraint) =>
        row(constraint, places[constraint.stage], `${folder}/constraints`),
      ),
      ...definition.carriedOut.map((statement) =>
        row(statement, places[statement.as], `${folder}/${statement.where}`),
      ),
    ];
    lines.push(
      "",
      `## ${definition.kind}`,
      "",
      "| number | statement | how | where | source |",
      "| --- | --- | --- | --- | --- |",
    );
    lines.push(...rows.sort());
  }
  lines.push("", "## Sources", "");
  for (const [id, { publisher, title, address, read }] of Object.entries(sources))
    lines.push(`- \`${id}\`: ${publisher}, ${title} (${address}), read ${read}`);
  return lines.join("\n") + "\n";
}

function row({ id, statement, source }: Statement, how: string, where: string): string {
  const cells = [id, statement, how, `\`${where}\``, `\`${source.document}\`, "${source.section}"`];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}
