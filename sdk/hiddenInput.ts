import * as pulumi from "@pulumi/pulumi";

/** What the lifecycle must know besides the user's inputs: see provider/lifecycle/hiddenInput.ts. */
export interface HiddenInput {
  urn: pulumi.Output<string>;
  timeouts: pulumi.CustomTimeouts;
  deletesBeforeReplacing: boolean;
}

/** The hidden input of a resource that is about to be registered. */
export function hiddenInput(
  type: string,
  name: string,
  options: pulumi.CustomResourceOptions | undefined,
): HiddenInput {
  return {
    urn: detachedUrn(type, name, options?.parent),
    timeouts: options?.customTimeouts ?? {},
    deletesBeforeReplacing: options?.deleteBeforeReplace ?? false,
  };
}

/**
 * The URN without its dependencies. Used as it is, it would make the resource depend on its parent, and so
 * on all of the parent's children: two resources in one component would wait for each other for ever.
 */
function detachedUrn(type: string, name: string, parent: pulumi.Resource | undefined): pulumi.Output<string> {
  const urn = pulumi.createUrn(name, type, parent);
  return pulumi.output(
    new Promise<string>((resolve) => {
      urn.apply(resolve);
    }),
  );
}
