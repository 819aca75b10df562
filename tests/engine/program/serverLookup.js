import * as pulumi from "@pulumi/pulumi";

/** @typedef {{ lookup: { revision: number, server: string } }} Inputs */

/** @type {pulumi.dynamic.ResourceProvider<Inputs>} */
const provider = {
  create: (inputs) => Promise.resolve({ id: "lookup", outs: { ...inputs, server: inputs.lookup.server } }),
  update: (_id, _olds, news) => Promise.resolve({ outs: { ...news, server: news.lookup.server } }),
};

class ServerLookup extends pulumi.dynamic.Resource {}

/**
 * A server's ID, as an output of another provider's resource. A changed input is an update of it, in whose preview
 * nobody knows what the output will be.
 *
 * @param {string} name
 * @param {{ revision: number, server: string }} lookup
 */
export function lookUpServer(name, lookup) {
  const made = new ServerLookup(provider, name, { lookup, server: undefined });
  return /** @type {{ server: pulumi.Output<string> }} */ (/** @type {unknown} */ (made)).server;
}
