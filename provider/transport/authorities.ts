import { readFileSync } from "node:fs";
import { OperationFailure } from "../procedures/errors";

/**
 * The certificates in a file, and those that Node was told of by NODE_EXTRA_CA_CERTS: it forgets them where a connection
 * has a list of its own.
 */
export function authoritiesIn(caFile: string, environment: NodeJS.ProcessEnv): string[] {
  const extra = environment["NODE_EXTRA_CA_CERTS"];
  return [readCertificates(caFile), ...(extra ? [readCertificates(extra)] : [])];
}

function readCertificates(file: string): string {
  try {
    const text = readFileSync(file, "utf8");
    if (text.includes("-----BEGIN CERTIFICATE-----")) return text;
  } catch (error) {
    throw invalid(`${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"})`);
  }
  throw invalid(`${file} holds no certificate in PEM form`);
}

function invalid(what: string): OperationFailure {
  return new OperationFailure(
    "configurationInvalid",
    `the file with the certificates of trusted authorities: ${what}. Check the profile's caFile, or OS_CACERT, cacert in clouds.yaml, NODE_EXTRA_CA_CERTS.`,
  );
}
