import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { engineFolder, engineVariables } from "../engine/environment.mjs";
import { checkout } from "../setup/checkout.mjs";
import { refuseWhereOthersAre } from "./otherStacks.mjs";

/** Everything that the quick start makes is in here: Pulumi's state and home, the emulated cloud, the settings. */
export const workFolder = join(checkout, ".quickstart");

/** The emulated cloud's only file. */
export const cloudFile = join(workFolder, "cloud.json");

export const stackName = "emulated";

/** The projects of the examples that the quick start runs. */
const projects = ["quickstart", "windows", "os-replacement"];

/** How many emulated seconds pass in a second: an image that takes a real cloud 12 minutes takes 12 seconds. */
const speed = 60;

/** Removes all that an earlier quick start made, unless somebody else's stacks are in it; nothing to remove is fine. */
export function removeWorkFolder() {
  refuseWhereOthersAre(
    join(workFolder, "state"),
    projects.map((project) => `${project}/${stackName}`),
  );
  rmSync(workFolder, { recursive: true, force: true });
}

/** Makes the work folder, with the stack's settings and a file that gives a shell the same environment. */
export function makeWorkFolder() {
  mkdirSync(workFolder, { recursive: true });
  writeFileSync(join(workFolder, `Pulumi.${stackName}.yaml`), settings());
  writeFileSync(join(workFolder, "env.sh"), shellEnvironment());
}

/** A JSON text is a YAML text, too, and needs no care for what is in the path. */
function settings() {
  return `config:
  # Which profile is used where a resource names none.
  ecs-lifecycle:profile: emulated
  # A profile is a cloud with an account. This one is no real cloud: it is emulated, in one file.
  ecs-lifecycle:profiles:
    emulated:
      cloud: openTelekomCloud
      emulator:
        stateFile: ${JSON.stringify(cloudFile)}
        speed: ${speed}
`;
}

function shellEnvironment() {
  const folder = engineFolder();
  const lines = [
    "# Makes this shell use the quick start's engine, state and settings. Read it with: . .quickstart/env.sh",
    "# Your own Pulumi is not touched: it is back in the next shell that you open. Until then, the stacks of all programs",
    "# are in .quickstart/state; for a program of your own see docs/firstProgram.md.",
    "for name in $(env | sed -n 's/^\\(PULUMI_[A-Z0-9_]*\\)=.*/\\1/p'); do unset \"$name\"; done",
    ...Object.entries(engineVariables(workFolder)).map(([name, value]) => `export ${name}=${quoted(value)}`),
    ...(folder === undefined ? [] : [`export PATH=${quoted(folder)}:"$PATH"`]),
  ];
  return `${lines.join("\n")}\n`;
}

/** @param {string} text */
function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
