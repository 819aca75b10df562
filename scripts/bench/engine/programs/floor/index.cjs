const pulumi = require("@pulumi/pulumi");

// As many resources of a provider that does nothing, declared with the same inputs as the images.
const { servers, vault } = new pulumi.Config("bench").requireObject("fleet");
/** @type {pulumi.dynamic.ResourceProvider<{ server: string, vault: object, guest: object }>} */
const provider = {
  check: async (_olds, news) => ({ inputs: news, failures: [] }),
  diff: async () => ({ changes: false }),
  create: async (inputs) => ({ id: inputs.server, outs: inputs }),
  read: async (id, props) => ({ id, ...(props && { props }) }),
  update: async (_id, _olds, news) => ({ outs: news }),
  delete: async () => undefined,
};
class Nothing extends pulumi.dynamic.Resource {}
const guest = { osFamily: "Linux", diskGroups: false, database: false };
for (const [number, server] of servers.entries())
  new Nothing(provider, `nothing-${number}`, { server, vault: { id: vault }, guest });
