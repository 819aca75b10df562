import type * as pulumi from "@pulumi/pulumi";

/**
 * The provider object of a kind of resource. Pulumi keeps its source text in the state, twice a resource:
 * it holds names only, and the work is in `pulumi-ecs-lifecycle/host`, found from the program's folder.
 * A release that changes this text raises the contract's number and goes on serving the older ones.
 */
export function shell(kind: string): pulumi.dynamic.ResourceProvider {
  const host = (): Required<pulumi.dynamic.ResourceProvider> => {
    try {
      return require("pulumi-ecs-lifecycle/host").lifecycle(kind, 1);
    } catch (e) {
      if ((e as any).code !== "MODULE_NOT_FOUND") throw e;
      const error = new Error(
        `pulumi-ecs-lifecycle is not installed where ${process.cwd()} finds it: run "npm install" there ` +
          `(with pnpm, make it a direct dependency of the program)`,
      );
      error.stack = "";
      throw error;
    }
  };
  return {
    configure: async (request) => host().configure(request),
    check: async (olds, news) => host().check(olds, news),
    diff: async (id, olds, news) => host().diff(id, olds, news),
    create: async (inputs) => host().create(inputs),
    read: async (id, props) => host().read(id, props),
    update: async (id, olds, news) => host().update(id, olds, news),
    delete: async (id, props) => host().delete(id, props),
  };
}
