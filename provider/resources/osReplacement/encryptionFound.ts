import type { Disk } from "../../ports/disks";
import type { EncryptionKey } from "../../ports/keys";
import { keysMeant } from "./constraints/encryption";
import type { OsReplacementInputs } from "./inputs";

type Encryption = NonNullable<OsReplacementInputs["encryption"]>;

/** Whether something that was asked for is so; undefined: nothing tells. */
interface Finding {
  what: string;
  isSo: boolean | undefined;
  difference: string;
}

/**
 * What of the encryption that was asked for the disk has.
 * @param keys the account's; undefined: they could not be looked up, or the key is named by its ID
 */
export function encryptionFound(
  encryption: Encryption,
  disk: Disk | undefined,
  keys: readonly EncryptionKey[] | undefined,
): Finding[] {
  const encrypted: Finding = {
    what: "the system disk is encrypted",
    isSo: disk?.encrypted,
    difference: `the new system disk ${disk?.id ?? ""} is not encrypted, and encryption was asked for`,
  };
  if (disk?.encrypted === false) return [encrypted];
  const asked = keyIdAskedFor(encryption, keys);
  const found = disk?.keyId;
  const key: Finding = {
    what: "the system disk is encrypted with the key that was asked for",
    isSo: asked === undefined || found === undefined ? undefined : found === asked,
    difference: `the new system disk is encrypted with key ${found ?? "unknown"}, and key ${asked ?? "unknown"} was asked for`,
  };
  return [encrypted, key];
}

/** undefined: nothing tells which key the name means, or which one is evs/default. */
function keyIdAskedFor(
  encryption: Encryption,
  keys: readonly EncryptionKey[] | undefined,
): string | undefined {
  if (encryption.keyId) return encryption.keyId.toLowerCase();
  const [key, ...others] = keys ? keysMeant(encryption, keys) : [];
  return others.length === 0 ? key?.id : undefined;
}
