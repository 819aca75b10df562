import { z } from "zod";
import type { ChangeRule, Saved } from "../definition";
import { id, isAbsent, isSameId, named, shaped } from "../inputForms";
import { defaultName } from "./imageName";

const megabytes = z.int("expected whole MiB").nonnegative("expected 0 or more MiB");

const expectedProject = `expected the ID of an enterprise project (a UUID), or "0" for the default one`;

/** What the documents' conditions depend on, and no API shows. The constraints say which of it is needed. */
const guest = z.strictObject(
  {
    osFamily: z.enum(["Linux", "Windows"], `expected "Linux" or "Windows"`).nullish(),
    sanPolicy: z
      .enum(
        ["OnlineAll", "OfflineShared", "OfflineInternal"],
        `expected "OnlineAll", "OfflineShared" or "OfflineInternal"`,
      )
      .nullish(),
    spannedVolumes: z.boolean("expected true or false").nullish(),
    diskGroups: z.boolean("expected true or false").nullish(),
    database: z.boolean("expected true or false").nullish(),
  },
  shaped(`{ osFamily: "Linux" | "Windows", … }`),
);

const vault = z.strictObject(
  {
    id: id("a server backup vault").nullish(),
    name: named("the name of a server backup vault").nullish(),
    ensure: z
      .strictObject(
        {
          name: named("the name of the vault"),
          size: z.int("expected whole GiB").nullish(),
        },
        shaped(`{ name: "<name>" } or { name: "<name>", size: 500 }`),
      )
      .nullish(),
  },
  shaped(`{ id: "<ID>" }, { name: "<name>" } or { ensure: { name: "<name>" } }`),
);

/** Inputs of FullEcsImage; `sdk/fullEcsImage.ts` documents them for users. */
export const fullEcsImageInputs = z.strictObject({
  server: named("the ID or the exact name of a server").nullish(),
  vault: vault.nullish(),
  name: z.string("expected a text").nullish(),
  description: z.string("expected a text").nullish(),
  tags: z.record(z.string(), z.string("expected a text"), "expected a map of tags").nullish(),
  enterpriseProject: z
    .string(expectedProject)
    .regex(/^(0|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i, expectedProject)
    .nullish(),
  minRamMb: megabytes.nullish(),
  maxRamMb: megabytes.nullish(),
  guest: guest.nullish(),
  completeWhen: z
    .enum(["backedUp", "usableInSourceAz"], `expected "backedUp" or "usableInSourceAz"`)
    .nullish(),
  triggers: z.array(z.unknown(), "expected a list of values").nullish(),
  keepBackup: z.boolean("expected true or false").nullish(),
  deleteVaultWhenEmpty: z.boolean("expected true or false").nullish(),
  adopt: id("the image").nullish(),
  profile: named("the name of a profile in ecs-lifecycle:profiles").nullish(),
});

export type FullEcsImageInputs = z.infer<typeof fullEcsImageInputs>;
export type VaultInput = NonNullable<FullEcsImageInputs["vault"]>;

/** What changing an input does: whatever decides what is imaged, and where to, means another image. */
export const fullEcsImageChanges: Record<keyof FullEcsImageInputs, ChangeRule> = {
  server: (server, { serverId, sourceServerName }) => {
    if (isAbsent(server)) return "none";
    return isSameId(server, serverId) || server === sourceServerName ? "update" : "replace";
  },
  vault: (vault, { vaultId, vaultName }) => {
    if (isAbsent(vault)) return "none";
    const { id, name, ensure } = vault as VaultInput;
    const isSame = isAbsent(id) ? (name ?? ensure?.name) === vaultName : isSameId(id, vaultId);
    return isSame ? "update" : "replace";
  },
  name: (name, { name: given, __lifecycle: hidden }, generation) => {
    const { urn } = (hidden ?? {}) as Saved;
    const isDefault = typeof urn === "string" && given === defaultName(urn, generation);
    return isAbsent(name) && isDefault ? "none" : "update";
  },
  description: "update",
  tags: "update",
  enterpriseProject: (project, { enterpriseProject: given }) =>
    (project ?? "0") === (given ?? "0") ? "none" : "replace",
  minRamMb: "update",
  maxRamMb: "update",
  // Of an adopted image nothing was said.
  guest: (_guest, { guest: given, adopted }) => (adopted === true && isAbsent(given) ? "update" : "replace"),
  triggers: "replace",
  completeWhen: "update",
  keepBackup: "update",
  deleteVaultWhenEmpty: "update",
  // As an import: once it is done, saying it or not makes no difference.
  adopt: (adopt, { imageId }) => (isAbsent(adopt) || isSameId(adopt, imageId) ? "none" : "replace"),
  profile: "update",
};
