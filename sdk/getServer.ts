import type * as pulumi from "@pulumi/pulumi";
import type { GetServerResult } from "../provider/lookups/results";
import { lookUp, lookUpOutput, type LookupArgs } from "./lookup";

/** Which server is looked up: exactly one of `id` and `name`. */
export interface GetServerArgs extends LookupArgs {
  /** ID of the server. */
  id?: string | undefined;
  /** Exact name of the server; refused where several have it. */
  name?: string | undefined;
}

/** {@link GetServerArgs}, with values that other resources may give. */
export type GetServerOutputArgs = { [K in keyof GetServerArgs]: pulumi.Input<GetServerArgs[K]> };

/**
 * Looks up a server (Open Telekom Cloud: ECS) by its ID or exact name, at preview as well. Rejects where there is none or
 * more than one.
 *
 * ```ts
 * const { id, status } = await getServer({ name: "web-01" });
 * ```
 */
export function getServer(args: GetServerArgs, options?: pulumi.InvokeOptions): Promise<GetServerResult> {
  return lookUp("getServer", args, options);
}

/** {@link getServer}, for values that other resources give. */
export function getServerOutput(
  args: GetServerOutputArgs,
  options?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetServerResult> {
  return lookUpOutput("getServer", args, options);
}
