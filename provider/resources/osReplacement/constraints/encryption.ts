import { violated, type Constraint } from "../../../constraints/constraint";
import type { EncryptionKey } from "../../../ports/keys";
import { likeName } from "../../likeName";
import { theImage, unknownBeforeLoss, type Facts } from "./facts";
import { called } from "./image";

const guide = "otc-change-os";

/** The delegation by which the disk service may use the account's keys. */
const xrole = "EVSAccessKMS";

/** What the guide asks for where the system disk is to be encrypted. */
export const encryptionConstraints: readonly Constraint<Facts>[] = [
  {
    id: "OSR-15",
    stage: "input",
    statement: "Encryption is optional; its key is named by ID or by name, or is evs/default.",
    source: { document: guide, section: "Procedure, step 6" },
    verdict({ inputs: { encryption } }) {
      if (!encryption) return { kind: "notApplicable" };
      if (!encryption.keyId || !encryption.keyName) return { kind: "met" };
      return violated({
        property: "encryption",
        seen: "both keyId and keyName are given",
        expected: "one of the two, or neither for the key evs/default",
        remedy: "Take one of them out.",
      });
    },
  },
  {
    id: "OSR-04",
    stage: "input",
    statement:
      "A full-ECS image may be combined with encryption: which image it is has to be said all the same.",
    source: { document: guide, section: "Constraints" },
    verdict({ inputs: { encryption, image }, isUnknown }) {
      if (!encryption) return { kind: "notApplicable" };
      if (image || isUnknown("image")) return { kind: "met" };
      return violated({
        property: "encryption",
        seen: "encryption is asked for, and no image is named",
        expected: "encryption together with an image, which may be a full-ECS image",
        remedy: "Only a change of the OS encrypts the system disk: name the image.",
      });
    },
  },
  {
    id: "OSR-04",
    stage: "preflight",
    statement:
      "A full-ECS image may be combined with encryption. An image that is encrypted gives an encrypted disk also where none is asked for.",
    source: { document: guide, section: "Constraints" },
    verdict({ inputs: { encryption }, isUnknown, live }) {
      const image = theImage(live);
      if (!image || isUnknown("encryption")) return { kind: "notApplicable" };
      if (image.keyId === undefined || encryption) return { kind: "met" };
      return {
        kind: "met",
        announce: `image ${called(image)} is encrypted with key ${image.keyId}, and no encryption is declared: declare encryption: { keyId: "${image.keyId}" } to have the new disk's encryption checked.`,
      };
    },
  },
  {
    id: "OSR-15",
    stage: "preflight",
    statement: "The disk service may use KMS keys: the Xrole EVSAccessKMS is there.",
    source: { document: guide, section: "Procedure, step 6" },
    verdict({ inputs: { encryption }, live }) {
      if (!live || !encryption) return { kind: "notApplicable" };
      if ("unknown" in live.delegation) return { kind: "unknown", why: live.delegation.unknown };
      if (live.delegation.value === "granted") return { kind: "met" };
      if (live.delegation.value === "unknown")
        return { kind: "unknown", why: `these credentials may not see whether the Xrole ${xrole} is there.` };
      return violated({
        property: "encryption",
        seen: `the Xrole ${xrole} is missing: the disk service may not use KMS keys`,
        expected: `the Xrole ${xrole}`,
        remedy:
          "A user with the right Security Administrator grants it: ECS console, Change OS, Encryption, Create Xrole. Once is enough.",
      });
    },
  },
  {
    id: "OSR-15",
    stage: "preflight",
    statement:
      "A key that is named exists and is enabled. evs/default is made by the service at its first use.",
    source: { document: guide, section: "Procedure, step 6" },
    verdict({ inputs: { encryption }, isUnknown, live }) {
      if (!live || !encryption || isUnknown("encryption")) return { kind: "notApplicable" };
      const { keyId, keyName } = encryption;
      // Without the list nobody knows which key the name means.
      if ("unknown" in live.keys && keyName)
        return unknownBeforeLoss(live, "encryption.keyName", live.keys.unknown);
      if ("unknown" in live.keys) return { kind: "unknown", why: live.keys.unknown };
      const property = keyId ? "encryption.keyId" : keyName ? "encryption.keyName" : "encryption";
      const meant = keysMeant(encryption, live.keys.value);
      const [key, ...others] = meant;
      if (!key)
        return keyId || keyName
          ? violated({
              property,
              seen: `there is no KMS key ${keyId ?? JSON.stringify(keyName)} in this project`,
              expected: "the ID or the name of a key that is there",
              remedy: [
                "Look it up in the KMS console, or leave it out for the key evs/default.",
                ...(keyId
                  ? []
                  : likeName(
                      "keys",
                      keyName ?? "",
                      live.keys.value.map(({ name }) => name),
                    )),
              ].join("\n      "),
            })
          : { kind: "met" };
      if (others.length > 0)
        return violated({
          property,
          seen: `${meant.length} keys are called ${JSON.stringify(keyName)}: ${meant.map(({ id }) => id).join(", ")}`,
          expected: "one key",
          remedy: "Give the ID of the one that is meant.",
        });
      if (key.state === "enabled") return { kind: "met" };
      return violated({
        property,
        seen: `KMS key ${key.id} ("${key.name}") is ${key.stateText}`,
        expected: "an enabled key",
        remedy: "Enable it in the KMS console (or cancel its deletion), or name another.",
      });
    },
  },
];

/** The keys that the input means: one, if all is well; none where evs/default is meant and was not used yet. */
export function keysMeant(
  { keyId, keyName }: NonNullable<Facts["inputs"]["encryption"]>,
  all: readonly EncryptionKey[],
): EncryptionKey[] {
  if (keyId) return all.filter(({ id }) => id === keyId.toLowerCase());
  if (keyName) return all.filter(({ name }) => name === keyName);
  return all.filter(({ name, isDefault }) => isDefault && name === "evs/default");
}
