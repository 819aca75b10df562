import { dirname, relative, resolve } from "node:path";
import { checkout } from "../setup/checkout.mjs";
import { directions } from "./directions.mjs";

const packageName = "pulumi-ecs-lifecycle";

/** The folders that directions are about; an import of anything else is nothing to us. */
const house = ["sdk", "provider", "testing", "emulator", "examples", "tests", "scripts"];

/**
 * ESLint rule: an import must follow an arrow of directions.mjs. Every way to import is looked at: `import`, `export
 * from`, `import()`, `require`, and types by `import("…")`.
 *
 * @type {import("eslint").Rule.RuleModule}
 */
export const importDirections = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      forbidden:
        "{{from}} must not import from {{to}}: see scripts/lint/directions.mjs for what it may import.",
      forbiddenName: '{{from}} must not load "{{to}}" by name.',
    },
  },
  create(context) {
    const file = relative(checkout, context.filename);
    const direction = directions.find(({ from }) => isIn(file, from));
    if (direction === undefined) return {};

    /**
     * @param {any} node
     * @param {any} source The node of the imported name.
     * @param {boolean} onlyTypes
     */
    function judge(node, source, onlyTypes) {
      if (typeof source?.value !== "string") return;
      const name = source.value;
      if (name === packageName || name.startsWith(`${packageName}/`)) {
        if (direction?.names?.includes(name)) return;
        context.report({ node, messageId: "forbiddenName", data: { from: direction?.from ?? "", to: name } });
        return;
      }
      if (!name.startsWith(".")) return;
      const target = relative(checkout, resolve(dirname(context.filename), name));
      if (!house.some((folder) => isIn(target, folder)) || isAllowed(file, target, onlyTypes)) return;
      context.report({ node, messageId: "forbidden", data: { from: direction?.from ?? "", to: target } });
    }

    return /** @type {any} */ ({
      ImportDeclaration: (/** @type {any} */ node) => judge(node, node.source, importsOnlyTypes(node)),
      ExportNamedDeclaration: (/** @type {any} */ node) =>
        judge(node, node.source, node.exportKind === "type"),
      ExportAllDeclaration: (/** @type {any} */ node) => judge(node, node.source, node.exportKind === "type"),
      ImportExpression: (/** @type {any} */ node) => judge(node, node.source, false),
      TSImportType: (/** @type {any} */ node) => judge(node, node.source ?? node.argument?.literal, true),
      TSExternalModuleReference: (/** @type {any} */ node) => judge(node, node.expression, false),
      CallExpression: (/** @type {any} */ node) => {
        if ([node.callee.name, node.callee.object?.name].includes("require")) {
          judge(node, node.arguments[0], false);
        }
      },
    });
  },
};

/**
 * @param {string} file
 * @param {string} target
 * @param {boolean} onlyTypes
 */
function isAllowed(file, target, onlyTypes) {
  const direction = directions.find(({ from }) => isIn(file, from));
  if (direction === undefined) return true;
  if (direction.apart && isIn(target, direction.from)) {
    return partOf(direction.from, file) === partOf(direction.from, target);
  }
  const allowed = [direction.from, ...direction.to, ...(onlyTypes ? (direction.typesOf ?? []) : [])];
  return allowed.some((place) => isIn(target, place));
}

/**
 * The folder right below a place that a path lies in.
 *
 * @param {string} place
 * @param {string} path
 */
function partOf(place, path) {
  return path.slice(place.length + 1).split("/")[0];
}

/**
 * Whether a path is this folder, lies in it, or is this file (an import leaves out `.ts`).
 *
 * @param {string} path
 * @param {string} place
 */
function isIn(path, place) {
  return path === place || `${path}.ts` === place || path.startsWith(`${place}/`);
}

/** @param {any} node */
function importsOnlyTypes(node) {
  return (
    node.importKind === "type" ||
    (node.specifiers.length > 0 &&
      node.specifiers.every((/** @type {any} */ one) => one.importKind === "type"))
  );
}
