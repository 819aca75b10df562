import type { Constraint, Verdict } from "../../../constraints/constraint";
import type { Vault } from "../../../ports/vaults";
import { isLeftToBeMade, vaultsMeant } from "../vault";
import { theServer, violated, type Facts } from "./facts";

const guide = "otc-full-ecs-image";
const mostServers = 256;
const smallestGb = 10;
const largestGb = 10_485_760;

/** What the guide and the backup service ask of the vault. */
export const vaultConstraints: readonly Constraint<Facts>[] = [
  {
    id: "FEI-14",
    stage: "input",
    statement:
      "The vault is named in one way: by its ID, by its name, or as one that is made where there is none.",
    source: { document: guide, section: "Procedure, step 2" },
    verdict({ inputs: { vault, deleteVaultWhenEmpty }, isUnknown }) {
      if (!vault || ["id", "name", "ensure"].some((way) => isUnknown(`vault.${way}`)))
        return { kind: "notApplicable" };
      const ways = (["id", "name", "ensure"] as const).filter((way) => vault[way]);
      if (ways.length !== 1)
        return violated({
          property: "vault",
          seen:
            ways.length === 0
              ? "names no vault"
              : `names a vault in ${ways.length} ways (${ways.join(", ")})`,
          expected: "one of id, name and ensure",
          remedy: "Give one of them.",
        });
      if (deleteVaultWhenEmpty && !vault.ensure)
        return violated({
          property: "deleteVaultWhenEmpty",
          seen: "true, and the vault is one that somebody else has made",
          expected: "vault.ensure: only a vault that this provider has made is ever deleted",
          remedy: "Take deleteVaultWhenEmpty out, or use ensure.",
        });
      return vault.ensure ? toBeMade(vault.ensure) : { kind: "met" };
    },
  },
  {
    id: "FEI-14",
    stage: "preflight",
    statement:
      "The vault exists, is a server backup vault of protection type Backup, usable, with room for the ECS, which is in no other vault.",
    source: { document: guide, section: "Procedure, step 2" },
    verdict({ inputs: { vault }, isUnknown, live }) {
      const isNotKnownYet = ["vault.id", "vault.name", "vault.ensure.name"].some(isUnknown);
      if (!live || !vault || isNotKnownYet) return { kind: "notApplicable" };
      if ("unknown" in live.vaults) return { kind: "unknown", why: live.vaults.unknown };
      const all = live.vaults.value;
      const server = theServer(live);
      const meant = vaultsMeant(vault, all);
      const [only, ...others] = meant;
      const other =
        server &&
        all.find((one) => one !== only && one.forServerBackups && one.serverIds.includes(server.id));
      if (other)
        return violated({
          property: "vault",
          seen: `${server.name} belongs to vault "${other.name}" (${other.id})`,
          expected: "a server that is in no other backup vault",
          remedy: `Use that vault, { id: "${other.id}" }. (Taking the server out of it in the CBR console deletes the backups that it has there.)`,
        });
      if (others.length > 0)
        return violated({
          property: "vault",
          seen: `${meant.length} vaults are called "${vault.name ?? vault.ensure?.name ?? ""}": ${meant.map(({ id }) => id).join(", ")}`,
          expected: "one vault",
          remedy: "Give the ID of the one that is meant.",
        });
      if (!only)
        return isLeftToBeMade(vault, all)
          ? { kind: "met", announce: `vault "${vault.ensure?.name ?? ""}" does not exist: it will be made.` }
          : violated({
              property: "vault",
              seen: `there is no vault ${vault.id ?? `"${vault.name ?? ""}"`} in this project`,
              expected: "a server backup vault that exists",
              remedy: "Look it up in the CBR console, or have one made with ensure: { name }.",
            });
      const sizeGb = "value" in live.disks ? live.disks.value.reduce((sum, disk) => sum + disk.sizeGb, 0) : 0;
      return judge(only, server?.id, sizeGb);
    },
  },
];

function toBeMade({ name, size }: { name: string; size?: number | null | undefined }): Verdict {
  if (name.length > 64)
    return violated({
      property: "vault.ensure.name",
      seen: `${name.length} characters`,
      expected: "1 to 64 characters",
      remedy: "Choose a shorter name.",
    });
  if (typeof size === "number" && (size < smallestGb || size > largestGb))
    return violated({
      property: "vault.ensure.size",
      seen: `${size} GB`,
      expected: `${smallestGb} to ${largestGb} GB`,
      remedy:
        "Choose another size, or leave it out: by default the vault is as large as the server's disks together.",
    });
  return { kind: "met" };
}

function judge(vault: Vault, serverId: string | undefined, sizeGb: number): Verdict {
  const name = `vault "${vault.name}" (${vault.id})`;
  if (!vault.forServerBackups)
    return violated({
      property: "vault",
      seen: `${name} is for something else: ${vault.kindText}`,
      expected: "object type server, protection type Backup (backup)",
      remedy: "Name a server backup vault whose protection type is Backup, or have one made with ensure.",
    });
  if (!vault.usable)
    return violated({
      property: "vault",
      seen: `${name} is in state ${vault.stateText}`,
      expected: "state available",
      remedy: "Look at the vault in the CBR console, or name another.",
    });
  if (vault.usedGb >= vault.sizeGb)
    return violated({
      property: "vault",
      seen: `${name} is full: ${Math.round(vault.usedGb)} of ${vault.sizeGb} GB`,
      expected: "room for the backup",
      remedy: "Enlarge the vault in the CBR console, or delete backups that nobody needs.",
    });
  if (vault.serverIds.length >= mostServers && !vault.serverIds.includes(serverId ?? ""))
    return violated({
      property: "vault",
      seen: `${name} has ${vault.serverIds.length} servers`,
      expected: `fewer than ${mostServers}`,
      remedy: "Name another vault, or take servers out of this one.",
    });
  const freeGb = Math.floor(vault.sizeGb - vault.usedGb);
  if (freeGb >= sizeGb) return { kind: "met" };
  return {
    kind: "met",
    announce: `${name} has ${freeGb} GB free, and the server's disks have ${sizeGb} GB: enough only if they are not full.`,
  };
}
