import { createHash } from "node:crypto";

/** An ID as the cloud has them (a UUID), always the same for the same names: tests can expect it. */
export function inventedId(...names: string[]): string {
  const digest = createHash("sha256").update(JSON.stringify(names)).digest("hex");
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `4${digest.slice(13, 16)}`,
    `8${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join("-");
}

/** A Pulumi id as the provider has them: 16 hexadecimal digits. */
export function inventedGeneration(urn: string): string {
  return createHash("sha256").update(urn).digest("hex").slice(0, 16);
}
