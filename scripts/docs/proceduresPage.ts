import { parse, sourceFiles } from "../requirements/sourceFiles";
import { decidingFunctions } from "./procedures/decisions";
import { flowchart } from "./procedures/flowchart";

/** The page that draws what each procedure does next, and why. */
export function proceduresPage(root: string): string {
  const lines = [
    "# What the procedures do next",
    "",
    "Drawn by `npm run docs` from the code. A procedure looks at the cloud, decides, makes one move, and looks again: a run " +
      "that was interrupted anywhere goes on from what it sees. The questions are the code's own. `act` changes something, `wait` " +
      "looks again after a while and shows its words on the resource's line, `stop` ends with an error, `done` with the result.",
  ];
  for (const file of sourceFiles(root, "provider/resources")) {
    const functions = decidingFunctions(parse(root, file));
    if (functions.length === 0) continue;
    lines.push("", `## \`${file}\``);
    for (const { name, summary, decision } of functions)
      lines.push("", `### ${name}`, "", summary, "", "```mermaid", flowchart(decision), "```");
  }
  return lines.join("\n") + "\n";
}
