import { z } from "zod";
import type { HttpClient } from "../../transport/httpClient";
import type { services } from "./profile";

type Service = (typeof services)[number];

/** The addresses that IAM gives for the services. */
export const catalogue = z.array(
  z.object({
    type: z.string(),
    endpoints: z.array(
      z.object({ url: z.string(), region: z.string().nullish(), interface: z.string().nullish() }),
    ),
  }),
);

export type Catalogue = z.infer<typeof catalogue>;

/** The catalogue of whoever the client is authenticated as. */
export async function readCatalogue(iam: HttpClient): Promise<Catalogue> {
  // GET /v3/auth/catalog
  const answer = z.object({ catalog: catalogue });
  return (await iam.call({ service: "iam", method: "GET", path: "/v3/auth/catalog", answer })).catalog;
}

/** Under which type a service stands there. IAM is what was asked. */
const types: Record<Exclude<Service, "iam">, string> = {
  ecs: "ecs",
  ims: "image",
  evs: "volumev2",
  cbr: "cbr",
  kms: "kmsv1",
};

/**
 * The addresses of the services, without version and project. One that is missing answers beside EVS, under a label of
 * its own.
 */
export function addressesIn(entries: Catalogue, region: string): Partial<Record<Service, string>> {
  const addressOf = (type: string): string | undefined =>
    entries
      .filter((entry) => entry.type === type)
      .flatMap(({ endpoints }) => endpoints)
      .find(
        (endpoint) => (endpoint.interface ?? "public") === "public" && (endpoint.region ?? region) === region,
      )
      ?.url.replace(/\/(v\d[\d.]*(\/.*)?)?$/, "");
  const evs = addressOf(types.evs);
  const beside = (service: Service): string | undefined => {
    const address = evs?.replace(/^(https?:\/\/)evs\./, `$1${service}.`);
    return address === evs ? undefined : address;
  };
  return Object.fromEntries(
    (["ecs", "ims", "evs", "cbr", "kms"] as const).flatMap((service) => {
      const address = addressOf(types[service]) ?? beside(service);
      return address === undefined ? [] : [[service, address]];
    }),
  );
}
