import { existsSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { parse, visit } from "./sourceFiles";

/** A spot in the source that carries a statement. */
export interface Place {
  /** Path from the checkout. */
  file: string;
  /** What in it: a function, a class, a member, a property, a variable or a type. */
  identifier: string;
}

/** The folder that holds a resource. */
export function folderOf(kind: string): string {
  return `provider/resources/${kind.charAt(0).toLowerCase()}${kind.slice(1)}`;
}

/**
 * The places that a record names, for example `outputs.ts: availableOnlyIn; createProcedure.ts: decide, begin`. A file
 * is looked for in the resource's folder. Problems are complete sentences.
 */
export function placesOf(
  root: string,
  folder: string,
  where: string,
): { places: Place[]; problems: string[] } {
  const places: Place[] = [];
  const problems: string[] = [];
  for (const part of where.split(";")) {
    const [, named, identifiers] = /^\s*([\w./-]+\.ts): *(\w+(?:, *\w+)*)\s*$/.exec(part) ?? [];
    if (named === undefined || identifiers === undefined) {
      problems.push(`"${part.trim()}" is no place: write "file.ts: identifier, identifier".`);
      continue;
    }
    const file = join(folder, named);
    const declared = declaredIn(root, file);
    if (!declared) problems.push(`there is no file ${file}: correct the record's "where".`);
    for (const identifier of identifiers.split(/, */)) {
      places.push({ file, identifier });
      if (declared && !declared.has(identifier))
        problems.push(`${file} declares no "${identifier}": correct the record's "where".`);
    }
  }
  return { places, problems };
}

/** Every name that a file declares, whatever it names; undefined where there is no such file. */
function declaredIn(root: string, file: string): Set<string> | undefined {
  if (!existsSync(join(root, file))) return undefined;
  const names = new Set<string>();
  visit(parse(root, file), (node) => {
    if (isDeclaration(node) && ts.isIdentifier(node.name)) names.add(node.name.text);
  });
  return names;
}

function isDeclaration(node: ts.Node): node is ts.Node & { name: ts.Node } {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isMethodSignature(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isPropertySignature(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isShorthandPropertyAssignment(node)
  );
}
