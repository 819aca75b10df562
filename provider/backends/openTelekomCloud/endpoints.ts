import { OperationFailure } from "../../procedures/errors";
import { services } from "./profile";

type Addresses = Partial<Record<(typeof services)[number], string>>;

/** Where the services of an account answer: the first of these that says so, else where the region has them. */
export interface Endpoints {
  region: string;
  /** The profile's own. */
  overrides: Addresses;
  /** What was given as OpenStack's auth URL. */
  authUrl?: string | undefined;
  /** What IAM's catalogue says, where it is to be asked. */
  catalogue?: Addresses | undefined;
}

/** The regions whose addresses follow the pattern below. */
const regions: readonly string[] = ["eu-de", "eu-nl", "eu-ch2"];

/** Where a service answers. No slash at the end. */
export function endpointOf(service: string, { region, overrides, authUrl, catalogue }: Endpoints): string {
  const name = service as keyof Addresses;
  const given = overrides[name] ?? (service === "iam" ? authUrl : undefined) ?? catalogue?.[name];
  if (given !== undefined) return withoutVersion(given);
  if (catalogue && service !== "iam")
    throw invalid(
      `IAM's catalogue has no address for ${service} in ${region}: name it in the profile's endpoints.${service}.`,
    );
  return addressInRegion(service, region);
}

/**
 * The Swiss region has a domain of its own, confirmed for IAM; the other labels there follow the pattern that the
 * documented services have, and a profile can override each.
 */
function addressInRegion(service: string, region: string): string {
  if (region === "eu-ch2")
    return `https://${service === "iam" ? "iam-pub" : service}.eu-ch2.sc.otc.t-systems.com`;
  return `https://${service}.${region}.otc.t-systems.com`;
}

function withoutVersion(address: string): string {
  return address.replace(/(\/v3)?\/*$/, "");
}

/** Throws where the region is none, or where a login at an address elsewhere would be used for Open Telekom Cloud's own services. */
export function confirmOneCloud({ region, overrides, authUrl }: Endpoints): void {
  const reliesOnRegion = services.some((service) => service !== "iam" && overrides[service] === undefined);
  if (reliesOnRegion && !regions.includes(region))
    throw invalid(
      `the region is "${region}", and Open Telekom Cloud has ${regions.join(", ")}: correct it. Where the cloud has got another ` +
        `region since, set endpointsFrom: catalogue, or endpoints, in the profile.`,
    );
  if (authUrl === undefined || overrides.iam !== undefined) return;
  if (!URL.canParse(authUrl))
    throw invalid(`the auth URL "${authUrl}" is not an address: expected https://….`);
  const { hostname } = new URL(authUrl);
  const isElsewhere = !hostname.endsWith(".otc.t-systems.com");
  if (isElsewhere && reliesOnRegion)
    throw invalid(
      `the auth URL leads to ${hostname}, which is not Open Telekom Cloud, and the services would be called there. ` +
        `If that is meant, set endpointsFrom: catalogue or endpoints in the profile; else correct the auth URL.`,
    );
}

/** The region that an auth URL is in. */
export function regionOf(authUrl: string | undefined): string | undefined {
  return /^https:\/\/iam(?:-pub)?\.([a-z0-9-]+)\.(?:sc\.)?otc\.t-systems\.com(?:[:/]|$)/.exec(
    authUrl ?? "",
  )?.[1];
}

function invalid(message: string): OperationFailure {
  return new OperationFailure("configurationInvalid", message);
}
