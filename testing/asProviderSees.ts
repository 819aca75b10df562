import * as pulumi from "@pulumi/pulumi";

/** Inputs as the engine hands them to a provider: secrets in clear text, and its own text for what is not known yet. */
export function asProviderSees(value: unknown): unknown {
  if (pulumi.runtime.isRpcSecret(value)) return asProviderSees(pulumi.runtime.unwrapRpcSecret(value));
  if (pulumi.isUnknown(value)) return pulumi.runtime.unknownValue;
  if (Array.isArray(value)) return value.map(asProviderSees);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, asProviderSees(item)]));
}
