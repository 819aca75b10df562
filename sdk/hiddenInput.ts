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
  refuseImport(name, options?.import);
  return {
    urn: detachedUrn(type, name, options?.parent),
    timeouts: options?.customTimeouts ?? {},
    deletesBeforeReplacing: options?.deleteBeforeReplace ?? false,
  };
}

/** Pulumi would look for the provider's text in a state that there is not, and end with a TypeError. */
function refuseImport(name: string, id: pulumi.ID | undefined): void {
  if (id === undefined) return;
  const seen = `${name}: the option { import: ${JSON.stringify(id)} } is given`;
  const why = "pulumi import cannot work with a dynamic provider";
  const message = `${seen}, and ${why}: use adopt, where the resource has it`;
  // Pulumi shows it without a stack; outside of its programs, Node shows the stack of whatever has one.
  throw Object.assign(new pulumi.RunError(message), { stack: "" });
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
