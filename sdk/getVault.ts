import type * as pulumi from "@pulumi/pulumi";
import type { GetVaultResult } from "../provider/lookups/results";
import { lookUp, lookUpOutput, type LookupArgs } from "./lookup";

/** Which vault is looked up: exactly one of `id` and `name`. */
export interface GetVaultArgs extends LookupArgs {
  /** ID of the vault. */
  id?: string | undefined;
  /** Exact name of the vault; refused where several have it. */
  name?: string | undefined;
}

/** {@link GetVaultArgs}, with values that other resources may give. */
export type GetVaultOutputArgs = { [K in keyof GetVaultArgs]: pulumi.Input<GetVaultArgs[K]> };

/**
 * Looks up a vault of any kind (Open Telekom Cloud: CBR) by its ID or exact name, at preview as well. Rejects where there
 * is none or more than one.
 *
 * ```ts
 * const { id, freeGb } = await getVault({ name: "server-backups" });
 * ```
 */
export function getVault(args: GetVaultArgs, options?: pulumi.InvokeOptions): Promise<GetVaultResult> {
  return lookUp("getVault", args, options);
}

/** {@link getVault}, for values that other resources give. */
export function getVaultOutput(
  args: GetVaultOutputArgs,
  options?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetVaultResult> {
  return lookUpOutput("getVault", args, options);
}
