import ts from "typescript";
import { parse, sourceFiles, visit } from "./sourceFiles";

/** A constraint as it stands in the source: an object with `id`, `stage` and `verdict`. */
export interface ConstraintLiteral {
  id: string;
  stage: string;
  /** Its sentence, which tells it from others with the same number and stage. */
  statement: string;
  /** Path from the checkout. */
  file: string;
  /** The variable or the function that holds it. */
  holder: string;
  /** From where to where the member `verdict` reaches in the file's text. */
  verdict: { start: number; end: number };
}

/** Every constraint that is written in a folder. */
export function constraintLiterals(root: string, folder: string): ConstraintLiteral[] {
  return sourceFiles(root, folder).flatMap((file) => literalsIn(root, file));
}

function literalsIn(root: string, file: string): ConstraintLiteral[] {
  const literals: ConstraintLiteral[] = [];
  visit(parse(root, file), (node) => {
    if (!ts.isObjectLiteralExpression(node)) return;
    const [id, stage] = [textOf(node, "id"), textOf(node, "stage")];
    const verdict = member(node, "verdict");
    if (id === undefined || stage === undefined || !verdict) return;
    const range = { start: verdict.getStart(), end: verdict.getEnd() };
    const statement = textOf(node, "statement") ?? "";
    literals.push({ id, stage, statement, file, holder: holderOf(node), verdict: range });
  });
  return literals;
}

function member(object: ts.ObjectLiteralExpression, name: string): ts.ObjectLiteralElementLike | undefined {
  return object.properties.find((property) => property.name?.getText() === name);
}

function textOf(object: ts.ObjectLiteralExpression, name: string): string | undefined {
  const property = member(object, name);
  if (!property || !ts.isPropertyAssignment(property)) return undefined;
  return ts.isStringLiteralLike(property.initializer) ? property.initializer.text : undefined;
}

function holderOf(node: ts.Node): string {
  const holder = ts.findAncestor(
    node,
    (one): one is ts.VariableDeclaration | ts.FunctionDeclaration =>
      ts.isVariableDeclaration(one) || ts.isFunctionDeclaration(one),
  );
  return holder?.name?.getText() ?? "the file";
}
