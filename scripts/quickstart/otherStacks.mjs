import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "../setup/problem.mjs";

/**
 * Stops with a message when a folder of Pulumi's state holds stacks that the quick start has not made: whoever reads
 * env.sh into a shell makes the stacks of all programs there.
 *
 * @param {string} stateFolder
 * @param {string[]} own The quick start's own stacks, as `project/stack`.
 */
export function refuseWhereOthersAre(stateFolder, own) {
  const others = stacksIn(stateFolder).filter((stack) => !own.includes(stack));
  if (others.length === 0) return;
  throw new Problem(
    [
      "Nothing is removed: the quick start's state, .quickstart/state, holds stacks that the quick start did not make:",
      ...others.map((stack) => `  - ${stack}`),
      "They would be lost, and what they made would stay behind. Only the quick start's own may be there",
      `(${own.join(", ")}). Remove the others, each in its program's folder:`,
      "  . .quickstart/env.sh     (in this folder, first)",
      ...others.flatMap((stack) => [
        `  pulumi destroy --stack organization/${stack}`,
        `  pulumi stack rm organization/${stack}`,
      ]),
      "or keep them, by moving the state to another place:",
      "  mv .quickstart/state <folder>",
      '  (then PULUMI_BACKEND_URL=file://<folder>, an absolute path; their passphrase is "playground")',
      "and run the same command again.",
    ].join("\n"),
  );
}

/**
 * @param {string} stateFolder
 * @returns {string[]} As `project/stack`.
 */
function stacksIn(stateFolder) {
  const checkpoint = /\.json(\.gz)?$/;
  return filesIn(join(stateFolder, ".pulumi", "stacks"))
    .filter((file) => checkpoint.test(file))
    .map((file) => file.replace(checkpoint, ""))
    .sort();
}

/** @param {string} folder */
function filesIn(folder) {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
