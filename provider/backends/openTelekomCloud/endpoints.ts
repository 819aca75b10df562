import type { OpenTelekomCloudProfile } from "./profile";

/**
 * Where a service of a region answers. The Swiss region has a domain of its own, confirmed for IAM; the
 * other labels there follow the pattern that the documented services have, and a profile can override each.
 */
export function endpointOf(service: string, { region, endpoints }: OpenTelekomCloudProfile): string {
  const override = (endpoints as Record<string, string> | undefined)?.[service];
  if (override !== undefined) return override.replace(/\/$/, "");
  if (region === "eu-ch2")
    return `https://${service === "iam" ? "iam-pub" : service}.eu-ch2.sc.otc.t-systems.com`;
  return `https://${service}.${region}.otc.t-systems.com`;
}
