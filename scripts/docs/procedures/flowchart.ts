import type { Decision } from "./decisions";

const shapes: Record<(Decision & { kind: "move" })["move"], [before: string, after: string]> = {
  act: ["[", "]"],
  wait: ["([", "])"],
  stop: ["{{", "}}"],
  done: ["((", "))"],
  "go on in": ["[[", "]]"],
};

/** A decision as a Mermaid flowchart, from top to bottom. */
export function flowchart(decision: Decision): string {
  const lines = ["flowchart TD"];
  let nodes = 0;
  const draw = (one: Decision): string => {
    const id = `n${nodes++}`;
    if (one.kind === "move") {
      const [before, after] = shapes[one.move];
      lines.push(`  ${id}${before}"${escaped([one.move, one.text].filter(Boolean).join(": "))}"${after}`);
      return id;
    }
    lines.push(`  ${id}{"${escaped(one.text)}"}`);
    lines.push(`  ${id} -- yes --> ${draw(one.yes)}`);
    lines.push(`  ${id} -- no --> ${draw(one.no)}`);
    return id;
  };
  draw(decision);
  return lines.join("\n");
}

/** Mermaid reads quotes, and takes what looks like HTML or Markdown for that. */
function escaped(text: string): string {
  return text.replaceAll(/[#"<>&`*_|\\]/g, (character) => `#${character.charCodeAt(0)};`);
}
