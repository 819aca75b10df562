import * as pulumi from "@pulumi/pulumi";
import { hiddenInput } from "./hiddenInput";
import { leaveOutLeakTraces } from "./leakTraces";

/** What all resources of this package are: dynamic resources whose work is done by the package's own process. */
export abstract class LifecycleResource extends pulumi.dynamic.Resource {
  /**
   * @internal
   * @param kind the class's name, which is the end of its type token
   * @param properties inputs, and every output that can be read from the resource
   */
  protected constructor(
    kind: string,
    provider: pulumi.dynamic.ResourceProvider,
    name: string,
    properties: Record<string, unknown>,
    options: pulumi.CustomResourceOptions | undefined,
  ) {
    const __lifecycle = hiddenInput(typeOf(kind), name, options);
    const restore = leaveOutLeakTraces();
    try {
      super(provider, name, { ...properties, __lifecycle }, options, "ecs", kind);
    } finally {
      restore();
    }
  }
}

/** The type token of a resource of this package. */
export function typeOf<Kind extends string>(kind: Kind): `pulumi-nodejs:dynamic/ecs:${Kind}` {
  return `pulumi-nodejs:dynamic/ecs:${kind}`;
}
