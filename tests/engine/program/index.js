import * as pulumi from "@pulumi/pulumi";
import { FullEcsImage, OsReplacement } from "pulumi-ecs-lifecycle";
import { lookUpServer } from "./serverLookup.js";

// Declares what the stack's configuration names: see testStack.ts, Declared.
/** @type {import("../testStack.js").Declared} */
const declared = new pulumi.Config("program").requireObject("declared");
/** The emulated fleet's Windows server. */
const win01 = "11111111-0003-4000-8000-000000000003";
/** What is true inside the servers of the emulated fleet that are imaged. */
const linux = /** @type {const} */ ({ osFamily: "Linux", diskGroups: false, database: false });
const windows = /** @type {const} */ ({
  osFamily: "Windows",
  sanPolicy: "OnlineAll",
  spannedVolumes: false,
  database: false,
});
/** @type {Map<string, pulumi.ComponentResource>} */
const components = new Map();
/** @type {Map<string, FullEcsImage>} */
const images = new Map();

for (const [name, { component, transformedTo, lookup, describes, options, ...args }] of Object.entries(
  declared.images,
)) {
  /** @type {pulumi.CustomResourceOptions} */
  const all = { ...options };
  if (component !== undefined) all.parent = componentOf(component);
  if (transformedTo !== undefined)
    all.transforms = [({ props, opts }) => ({ props: { ...props, ...transformedTo }, opts })];
  if (lookup !== undefined) args.server = lookUpServer(`${name}-lookup`, lookup);
  if (describes !== undefined) args.description = imageOf(describes).imageId;
  images.set(name, new FullEcsImage(name, { guest: args.server === win01 ? windows : linux, ...args }, all));
}

for (const [name, { options, ...args }] of Object.entries(declared.osReplacements))
  new OsReplacement(name, args, options);

export const imageIds = Object.fromEntries([...images].map(([name, { imageId }]) => [name, imageId]));

/** @param {string} name */
function componentOf(name) {
  const known = components.get(name) ?? new pulumi.ComponentResource("tests:index:Fleet", name);
  components.set(name, known);
  return known;
}

/** @param {string} name */
function imageOf(name) {
  const image = images.get(name);
  if (image === undefined) throw new Error(`no image "${name}" is declared before`);
  return image;
}
