import { violated, type Constraint } from "../../../constraints/constraint";
import { theServer, type Facts } from "./facts";

const guide = "otc-change-os";

function unconfirmedPassword(userData: string): string {
  const text =
    "password: unconfirmed, this cloud's reference has not documented it since 2023. The cloud may refuse it only after the server was stopped; keyPair is documented.";
  // Documented by the cloud that this one is built on.
  const ignored =
    "With userData it may be ignored on Linux: let userData see to a login, or take one of the two out.";
  return userData === "" ? text : `${text} ${ignored}`;
}

/** What the guide asks for to log in afterwards, and which licence is used. */
export const loginConstraints: readonly Constraint<Facts>[] = [
  {
    id: "OSR-19",
    stage: "input",
    statement: "The login is by key pair, or by a password that is asked for expressly.",
    source: { document: guide, section: "Procedure, step 8" },
    verdict({ inputs: { keyPair, keyPairOwner, password }, isUnknown }) {
      if (password && keyPair)
        return violated({
          property: "password",
          seen: "both keyPair and password are given",
          expected: "one of the two",
          remedy: "Keep keyPair: that a password is taken is not documented by this cloud.",
        });
      if (keyPairOwner && !keyPair && !isUnknown("keyPair"))
        return violated({
          property: "keyPairOwner",
          seen: "an owner is given, and no keyPair",
          expected: "keyPairOwner together with keyPair",
          remedy: "Name the key pair, or take its owner out.",
        });
      return { kind: "met" };
    },
  },
  {
    id: "OSR-19",
    stage: "preflight",
    statement: "The key pair exists. Another IAM user's cannot be seen, and is no reason to refuse.",
    source: { document: guide, section: "Prerequisites" },
    verdict({ inputs, isUnknown, live }) {
      const server = theServer(live);
      if (!live || !server) return { kind: "notApplicable" };
      if (inputs.password) return { kind: "met", announce: unconfirmedPassword(inputs.userData ?? "") };
      if (isUnknown("keyPair") || isUnknown("keyPairOwner") || isUnknown("password"))
        return { kind: "notApplicable" };
      const name = inputs.keyPair ?? server.keyName;
      if (name === undefined)
        return violated({
          property: "keyPair",
          seen: `none is given, and ${server.name} has none`,
          expected: "the name of a key pair: the password of the server is reset",
          remedy: "Name a key pair that is there (ECS console, Key Pair), or make one first.",
        });
      if ("unknown" in live.keyPair) return { kind: "unknown", why: live.keyPair.unknown };
      if (live.keyPair.value) return { kind: "met" };
      if (inputs.keyPairOwner || !inputs.keyPair)
        return {
          kind: "unknown",
          why: `key pair "${name}" is not visible to this user: it may belong to another IAM user.`,
        };
      return violated({
        property: "keyPair",
        seen: `this user has no key pair "${name}"`,
        expected: "a key pair that exists",
        remedy:
          "Make it (ECS console, Key Pair), correct the name, or declare keyPairOwner where it belongs to another IAM user.",
      });
    },
  },
  {
    id: "OSR-21",
    stage: "input",
    statement: "A licence type says whose licence is used for an image: the image is named with it.",
    source: { document: guide, section: "Procedure, step 7" },
    verdict({ inputs: { licenseType, image }, isUnknown }) {
      if (!licenseType) return { kind: "notApplicable" };
      if (image || isUnknown("image")) return { kind: "met" };
      return violated({
        property: "licenseType",
        seen: `${JSON.stringify(licenseType)}, and no image is named`,
        expected: "licenseType together with an image whose OS is billed",
        remedy: "Name the image, or take licenseType out.",
      });
    },
  },
];
