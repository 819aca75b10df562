import type * as pulumi from "@pulumi/pulumi";

type Provider = Required<pulumi.dynamic.ResourceProvider>;

/**
 * The provider object of a kind of resource. Pulumi keeps its source text in the state, twice a resource:
 * it holds names only and is short, and the work is in `pulumi-ecs-lifecycle/host`, found from the program's
 * folder. A release that changes this text raises the contract's number and goes on serving the older ones.
 */
// A comment inside the functions would be part of every state.
export function shell(kind: string): pulumi.dynamic.ResourceProvider {
  const host = (): Provider => {
    try {
      return (
        require("pulumi-ecs-lifecycle/host") as { lifecycle(k: string, contract: number): Provider }
      ).lifecycle(kind, 1);
    } catch (e) {
      if ((e as { code?: string }).code !== "MODULE_NOT_FOUND") throw e;
      throw Object.assign(
        new Error(
          `${(e as Error).message.replace(/\n.*/s, "")} from ${process.cwd()}: run npm ci there (is pulumi-ecs-lifecycle in its package.json?), and try again`,
        ),
        { stack: "" },
      );
    }
  };
  return {
    configure: (a) => host().configure(a),
    check: (a, b) => host().check(a, b),
    diff: (a, b, c) => host().diff(a, b, c),
    create: (a) => host().create(a),
    read: (a, b) => host().read(a, b),
    update: (a, b, c) => host().update(a, b, c),
    delete: (a, b) => host().delete(a, b),
  };
}
