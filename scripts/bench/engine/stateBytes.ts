import { mean } from "../statistics";
import type { SavedResource } from "./stack";

/** Under which Pulumi keeps the text of a dynamic provider. */
const shellName = "__provider";

/** Mean size of a resource in the state, without the text of its provider. */
export function stateBytes(resources: readonly SavedResource[]): number {
  return mean(resources.map((resource) => Buffer.byteLength(JSON.stringify(withoutShell(resource)))));
}

function withoutShell({ inputs = {}, outputs = {}, ...others }: SavedResource): object {
  const without = (properties: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(properties).filter(([name]) => name !== shellName));
  return { ...others, inputs: without(inputs), outputs: without(outputs) };
}
