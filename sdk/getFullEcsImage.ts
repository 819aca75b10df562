import type * as pulumi from "@pulumi/pulumi";
import type { GetFullEcsImageResult } from "../provider/lookups/results";
import { lookUp, lookUpOutput, type LookupArgs } from "./lookup";

/** Which full-ECS image is looked up: exactly one of `id`, `name` and `tags`. */
export interface GetFullEcsImageArgs extends LookupArgs {
  /** ID of the image. */
  id?: string | undefined;
  /** Exact name of the image; refused where several have it. */
  name?: string | undefined;
  /** Tags that the image carries, all of them, among others. Only images in status Normal are looked at. */
  tags?: Record<string, string> | undefined;
  /** With `tags`: whether the latest is taken where several carry them. false by default: several are refused. */
  mostRecent?: boolean | undefined;
}

/** {@link GetFullEcsImageArgs}, with values that other resources may give. */
export interface GetFullEcsImageOutputArgs {
  /** ID of the image. */
  id?: pulumi.Input<string | undefined>;
  /** Exact name of the image; refused where several have it. */
  name?: pulumi.Input<string | undefined>;
  /** Tags that the image carries, all of them, among others. Only images in status Normal are looked at. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>> | undefined>;
  /** With `tags`: whether the latest is taken where several carry them. false by default: several are refused. */
  mostRecent?: pulumi.Input<boolean | undefined>;
  /** Name of a profile in `ecs-lifecycle:profiles`; by default `ecs-lifecycle:profile`. */
  profile?: pulumi.Input<string | undefined>;
}

/**
 * Looks up a full-ECS image of one's own by its ID, exact name or tags, at preview as well, whoever made it. Rejects where
 * there is none or more than one, or where it is another kind of image.
 *
 * ```ts
 * const { imageId, disks } = await getFullEcsImage({ tags: { role: "golden" }, mostRecent: true });
 * ```
 */
export function getFullEcsImage(
  args: GetFullEcsImageArgs,
  options?: pulumi.InvokeOptions,
): Promise<GetFullEcsImageResult> {
  return lookUp("getFullEcsImage", args, options);
}

/** {@link getFullEcsImage}, for values that other resources give. */
export function getFullEcsImageOutput(
  args: GetFullEcsImageOutputArgs,
  options?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetFullEcsImageResult> {
  return lookUpOutput("getFullEcsImage", args, options);
}
