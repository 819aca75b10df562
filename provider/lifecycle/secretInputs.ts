import type { Cloud } from "../ports/cloud";
import type { AnyDefinition } from "../resources/definition";
import type { Properties } from "./hiddenInput";
import type { Runtime } from "./runtime";

/** Whether the value at this path belongs to an input that nobody may read. */
export function isSecret({ secretInputs }: AnyDefinition, path: readonly PropertyKey[]): boolean {
  return secretInputs.some((name) => name === path[0]);
}

/**
 * The account of a resource, which keeps the resource's secrets to itself from now on: the cloud may quote what any
 * earlier run has sent.
 * @param given inputs or outputs of the resource: of before, too, where they are at hand
 */
export async function connectFor(
  definition: AnyDefinition,
  runtime: Runtime,
  profile: string | undefined,
  ...given: Properties[]
): Promise<Cloud> {
  const cloud = await runtime.connect(profile);
  const secrets = given.flatMap((properties) => definition.secretInputs.map((name) => properties[name]));
  cloud.keepSecret(...secrets.filter((secret) => typeof secret === "string"));
  return cloud;
}
