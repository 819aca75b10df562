import ts from "typescript";
import { parse, sourceFiles, visit } from "./sourceFiles";

/** A test as it stands in its file. */
export interface TestTitle {
  /** Path from the checkout. */
  file: string;
  /** What is computed in it stands as in the source, for example "is refused: ${reason}". */
  title: string;
}

/** Whether a test shows that what a statement allows is let through, or that what it forbids is not. */
export type Witness = "accepts" | "rejects";

/** Every test below `tests/`; those that are skipped are none. */
export function testTitles(root: string): TestTitle[] {
  return sourceFiles(root, "tests")
    .filter((file) => file.endsWith(".test.ts"))
    .flatMap((file) => titlesIn(root, file));
}

function titlesIn(root: string, file: string): TestTitle[] {
  const titles: TestTitle[] = [];
  visit(parse(root, file), (node) => {
    if (!ts.isCallExpression(node) || node.expression.getText() !== "it") return;
    const [title] = node.arguments;
    if (title && ts.isStringLiteralLike(title)) titles.push({ file, title: title.text });
    else if (title && ts.isTemplateExpression(title))
      titles.push({ file, title: title.getText().slice(1, -1) });
  });
  return titles;
}

/** The number that a title begins with, and what the test shows of it; undefined for other tests. */
export function witnessOf(title: string): { id: string; witness: Witness } | undefined {
  const [, id, witness] = /^([A-Z]{3}-\d{2}) (accepts|rejects)\b/.exec(title) ?? [];
  return id === undefined ? undefined : { id, witness: witness as Witness };
}
