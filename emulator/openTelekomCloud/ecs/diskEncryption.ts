import type { CloudState, DiskState, ImageState, Instant } from "../cloudState";
import { serviceRefusal } from "../gateway/refusal";
import { newUuid } from "../identifiers";
import type { OsChangeRequest } from "./osChangeRequest";

const agencyName = "EVSAccessKMS";
const defaultAlias = "evs/default";

type Encryption = Pick<DiskState, "encrypted" | "cmkId">;

/** How the new disk is to be encrypted, or the refusal of it. */
export function encryptionOf(
  state: CloudState,
  { encryption }: OsChangeRequest,
  image: ImageState,
  now: Instant,
): Encryption {
  if (encryption.wanted) {
    checkAgency(state, now);
    return { encrypted: true, cmkId: keyFor(state, encryption.keyId, now) };
  }
  const followsImage = image.cmkId !== null && state.world.encryptedImageDisk === "encrypted";
  return followsImage ? { encrypted: true, cmkId: image.cmkId } : { encrypted: false, cmkId: null };
}

function checkAgency({ agencies }: CloudState, now: Instant): void {
  const isGranted = agencies.some(
    ({ name, expiresAt }) => name === agencyName && (expiresAt === null || expiresAt > now),
  );
  if (isGranted) return;
  throw serviceRefusal("Ecs.0025", "EVS is not authorized to obtain KMS keys for encrypting EVS disks");
}

function keyFor(state: CloudState, id: string | undefined, now: Instant): string {
  if (id === undefined) return defaultKey(state, now);
  const key = state.kmsKeys.find((one) => one.id === id);
  if (key?.state !== "2") {
    throw serviceRefusal("Ecs.0912", `Invalid disk encryption key ${id}: it must exist and be enabled`);
  }
  return id;
}

/** The platform makes it when it is used for the first time. */
function defaultKey(state: CloudState, now: Instant): string {
  if (state.world.encryptionWithoutKey === "refused") {
    throw serviceRefusal("Ecs.0912", "Invalid disk encryption key: __system__cmkid is missing");
  }
  const known = state.kmsKeys.find(({ alias, isDefault }) => isDefault && alias === defaultAlias);
  if (known !== undefined) return known.id;
  const id = newUuid(state);
  const description = "The default key of EVS";
  state.kmsKeys.push({ id, alias: defaultAlias, description, state: "2", isDefault: true, createdAt: now });
  return id;
}
