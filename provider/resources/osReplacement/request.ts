import type { EncryptionKey } from "../../ports/keys";
import type { OsChange, Server } from "../../ports/servers";
import type { Looked } from "../looked";
import { keysMeant } from "./constraints/encryption";
import type { Goal } from "./goal";
import { keyPairOf } from "./preflight";

/** What is asked of the cloud. */
export function requestOf(
  { inputs, imageId }: Goal,
  server: Server,
  keys: Looked<EncryptionKey[]>,
): OsChange {
  const { keyPairOwner, password, userData, licenseType, encryption } = inputs;
  return {
    imageId,
    keyName: keyPairOf(inputs, server),
    keyPairOwner: keyPairOwner ?? undefined,
    adminPassword: password ?? undefined,
    userData: userData ?? undefined,
    byol: licenseType === "BYOL",
    encryption: encryption ? { keyId: keyIdOf(encryption, keys) } : undefined,
  };
}

/** undefined: evs/default, which the disk service makes at its first use. */
function keyIdOf(
  encryption: NonNullable<Goal["inputs"]["encryption"]>,
  keys: Looked<EncryptionKey[]>,
): string | undefined {
  if (encryption.keyId) return encryption.keyId.toLowerCase();
  return "value" in keys ? keysMeant(encryption, keys.value)[0]?.id : undefined;
}
