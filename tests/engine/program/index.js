import * as pulumi from "@pulumi/pulumi";
import { FullEcsImage } from "pulumi-ecs-lifecycle";

// Declares the images that the stack's configuration names: see testStack.ts, DeclaredImage.
/** @type {Record<string, import("../testStack.js").DeclaredImage>} */
const declared = new pulumi.Config("program").requireObject("images");
/** @type {Map<string, pulumi.ComponentResource>} */
const components = new Map();

export const imageIds = Object.fromEntries(
  Object.entries(declared).map(([name, { component, createTimeout, ...args }]) => {
    /** @type {pulumi.CustomResourceOptions} */
    const options = {};
    if (component !== undefined) options.parent = componentOf(component);
    if (createTimeout !== undefined) options.customTimeouts = { create: createTimeout };
    return [name, new FullEcsImage(name, args, options).imageId];
  }),
);

/** @param {string} name */
function componentOf(name) {
  const known = components.get(name) ?? new pulumi.ComponentResource("tests:index:Fleet", name);
  components.set(name, known);
  return known;
}
