import { z } from "zod";
import type { ChangeRule } from "../definition";
import { id, isAbsent, isId, isSameId, named, shaped } from "../inputForms";

const yesOrNo = z.boolean("expected true or false");

const image = z.strictObject(
  {
    id: id("an image").nullish(),
    name: named("the exact name of an image").nullish(),
    kind: z.enum(["public", "private", "shared"], `expected "public", "private" or "shared"`).nullish(),
  },
  shaped(`{ id: "<ID>" } or { name: "<name>", kind: "public" | "private" | "shared" }`),
);

/** Wider than other IDs: the service allows all letters. */
const keyIdExpected = "expected the ID of a KMS key (36 characters, shown in the console)";
const keyId = z.string(keyIdExpected).regex(/^[0-9a-z]{8}(-[0-9a-z]{4}){3}-[0-9a-z]{12}$/i, keyIdExpected);

const encryption = z.strictObject(
  { keyId: keyId.nullish(), keyName: named("the name of a KMS key").nullish() },
  shaped(`{ keyId: "<ID>" }, { keyName: "<name>" }, or {} for the key evs/default`),
);

const stopServer = z.strictObject(
  {
    soft: z.literal(true, "expected true: a server is always asked to shut down first"),
    hardAfterSeconds: z
      .int("expected whole seconds")
      .min(30, "expected at least 30 seconds: a server needs time to shut down")
      .nullish(),
  },
  shaped("{ soft: true } or { soft: true, hardAfterSeconds: 300 }"),
);

const lostDisk = `expected the ID of the server's present system disk (the preview prints it), or "any"`;

/** Counted before the text is encoded in base64. */
const mostUserDataBytes = 32 * 1024;

const userDataForm = `expected at most 32 KB (${mostUserDataBytes} bytes of UTF-8), counted before it is encoded in base64`;

const passwordForm =
  "expected 8 to 26 characters, of at least three of these kinds: capital letters, small letters, digits, !@$%^-_=+[{}]:,./?~#*";

function hasPasswordForm(text: string): boolean {
  const kinds = [/[A-Z]/, /[a-z]/, /[0-9]/, /[!@$%^\-_=+[{}\]:,./?~#*]/].filter((kind) => kind.test(text));
  return text.length >= 8 && text.length <= 26 && kinds.length >= 3;
}

/** Inputs of OsReplacement; `sdk/osReplacement.ts` documents them for users. */
export const osReplacementInputs = z.strictObject({
  server: named("the ID or the exact name of a server").nullish(),
  image: image.nullish(),
  keyPair: named("the name of a key pair").nullish(),
  keyPairOwner: named("the ID of the IAM user whose key pair it is").nullish(),
  password: z.string(passwordForm).refine(hasPasswordForm, passwordForm).nullish(),
  userData: z
    .string("expected a text")
    .refine((text) => Buffer.byteLength(text) <= mostUserDataBytes, userDataForm)
    .nullish(),
  encryption: encryption.nullish(),
  licenseType: z.enum(["system", "BYOL"], `expected "system" or "BYOL"`).nullish(),
  stopServer: stopServer.nullish(),
  settleSeconds: z.int("expected whole seconds").nonnegative("expected 0 or more seconds").nullish(),
  triggers: z.array(z.unknown(), "expected a list of values").nullish(),
  onDrift: z.enum(["report", "replaceAgain"], `expected "report" or "replaceAgain"`).nullish(),
  backup: z
    .strictObject(
      { id: id("a backup of the server, or of a full-ECS image of it") },
      shaped(`{ id: "<ID of a backup or of a full-ECS image>" }`),
    )
    .nullish(),
  maxBackupAgeHours: z.number("expected hours").positive("expected more than 0 hours").nullish(),
  mayLoseSystemDisk: z
    .string(lostDisk)
    .refine((text) => text === "any" || isId(text), lostDisk)
    .nullish(),
  acceptLinuxToWindows: yesOrNo.nullish(),
  profile: named("the name of a profile in ecs-lifecycle:profiles").nullish(),
});

export type OsReplacementInputs = z.infer<typeof osReplacementInputs>;
export type ImageInput = NonNullable<OsReplacementInputs["image"]>;

/** Seconds in which the password or key is injected, and nothing may be done to the server (OSR-12). */
export const defaultSettleSeconds = 5 * 60;

export const defaultMaxBackupAgeHours = 24;

/**
 * What changing an input does. What decides what is on the system disk means another change of the OS, which the preview
 * shows as a replacement. How it is to be done, and the consent to it, say nothing about what is there.
 */
export const osReplacementChanges: Record<keyof OsReplacementInputs, ChangeRule> = {
  server: (server, { serverId, serverName }) =>
    isSameId(server, serverId) || (!isAbsent(server) && server === serverName) ? "none" : "replace",
  image: (image, { imageId, imageName, imageKind }) => {
    if (isAbsent(image)) return "replace";
    const { id, name, kind } = image as ImageInput;
    const isSame = isAbsent(id) ? name === imageName && kind === imageKind : isSameId(id, imageId);
    return isSame ? "none" : "replace";
  },
  encryption: "replace",
  licenseType: "replace",
  userData: "replace",
  triggers: "replace",
  keyPair: "none",
  keyPairOwner: "none",
  password: "none",
  stopServer: "none",
  settleSeconds: "none",
  backup: "none",
  maxBackupAgeHours: "none",
  mayLoseSystemDisk: "none",
  acceptLinuxToWindows: "none",
  // What `refresh` does is taken from what was saved; what it has seen is changed again as soon as that is asked for.
  onDrift: (onDrift, { presentImageId }) =>
    onDrift === "replaceAgain" && !isAbsent(presentImageId) ? "replace" : "update",
  profile: "update",
};
