// The quick start: a whole server is imaged on an emulated cloud, and another one gets a new operating system, through
// the real Pulumi engine, with every step explained. Usage: npm run quickstart, and npm run quickstart -- --clean to remove what it made.
import { whatTheCloudHolds } from "./quickstart/cloud.mjs";
import { farewell, heading, introduction } from "./quickstart/narrative.mjs";
import { askPulumi, showPulumi, showRefusal } from "./quickstart/pulumi.mjs";
import { inOneLine, table } from "./quickstart/table.mjs";
import { makeWorkFolder, removeWorkFolder, stackName } from "./quickstart/workFolder.mjs";
import { setUp } from "./setup.mjs";
import { Problem, runMain } from "./setup/problem.mjs";

/** The example that changes an operating system, and what is shown of its outputs. */
const osReplacement = { project: "examples/os-replacement", outputs: ["diskBefore", "diskNow"] };

await runMain(async () => {
  const words = process.argv.slice(2);
  if (words.length === 0) return await quickStart();
  if (words.length > 1 || words[0] !== "--clean") {
    throw new Problem('Usage: "npm run quickstart" or "npm run quickstart -- --clean".');
  }
  removeWorkFolder();
  console.log("What the quick start made is removed (the folder .quickstart).");
});

async function quickStart() {
  // First of all, because it may be refused.
  removeWorkFolder();
  console.log(introduction);

  console.log("\n── Set-up: what is missing is installed first, once");
  await setUp({ engine: true });
  makeWorkFolder();
  askPulumi("stack", "init", stackName);

  console.log(
    heading(1, "What would happen", "A preview looks at the cloud, checks the rules, and changes nothing."),
  );
  await showPulumi("preview");

  console.log(heading(2, "Do it", "The resource's own line shows how far the cloud is."));
  await showPulumi("up", "--yes", "--skip-preview");

  console.log(heading(3, "What the program gets", "The outputs, for other programs to use."));
  console.log(table(Object.entries(JSON.parse(askPulumi("stack", "output", "--json"))).map(rowOf)));

  console.log(
    heading(4, "What the emulated cloud now holds", "Looked up in the cloud itself, not in Pulumi's state."),
  );
  console.log(whatTheCloudHolds());

  console.log(
    heading(
      5,
      "What the guide forbids",
      "A Windows server that is not ready for an image (examples/windows): refused before anything is touched.",
    ),
  );
  askPulumi("stack", "init", stackName, "--cwd", "examples/windows");
  await showRefusal("preview", "--cwd", "examples/windows");

  console.log(heading(6, "Once more", "What is true already is left alone: nothing changes."));
  await showPulumi("up", "--yes", "--skip-preview");

  console.log(
    heading(
      7,
      "Another operating system",
      "It deletes the system disk of db-01. An image of the server, made first, is the consent (examples/os-replacement).",
    ),
  );
  const { project, outputs } = osReplacement;
  askPulumi("stack", "init", stackName, "--cwd", project);
  await showPulumi("up", "--yes", "--skip-preview", "--suppress-outputs", "--cwd", project);
  const made = JSON.parse(askPulumi("stack", "output", "--json", "--cwd", project));
  console.log(table(outputs.map((name) => rowOf([name, made[name]]))));

  console.log(farewell);
}

/** @param {[string, unknown]} output */
function rowOf([name, value]) {
  return [name, inOneLine(value)];
}
