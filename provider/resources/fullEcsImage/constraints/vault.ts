import { violated, type Constraint, type Verdict } from "../../../constraints/constraint";
import type { Vault } from "../../../ports/vaults";
import { likeName } from "../../likeName";
import { isLeftToBeMade, vaultsMeant } from "../vault";
import { theServer, type Facts } from "./facts";

const guide = "otc-full-ecs-image";
const service = "otc-cbr-api";
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
          seen: "true, and the vault is named as one that exists already",
          expected: "vault.ensure: only a vault that this provider has made is ever deleted",
          remedy: "Take deleteVaultWhenEmpty out, or use ensure.",
        });
      return { kind: "met" };
    },
  },
  {
    id: "FEI-14",
    stage: "input",
    statement: "A vault that is to be made obeys the service's limits of name and size.",
    source: { document: service, section: "Creating a Vault, request parameters" },
    verdict: ({ inputs: { vault }, isUnknown }) =>
      vault?.ensure && !isUnknown("vault.ensure.name") ? toBeMade(vault.ensure) : { kind: "notApplicable" },
  },
  {
    id: "FEI-14",
    stage: "preflight",
    statement:
      "The vault exists and is a server backup vault of protection type Backup, or one that is to be made.",
    source: { document: guide, section: "Procedure, step 2" },
    verdict(facts) {
      const { vault } = facts.inputs;
      const all = vaultsSeen(facts);
      if (all === "not looked up" || !vault) return { kind: "notApplicable" };
      if ("unknown" in all) return { kind: "unknown", why: all.unknown };
      const [only, ...others] = vaultsMeant(vault, all);
      if (others.length > 0 && only)
        return violated({
          property: "vault",
          seen: `${others.length + 1} vaults are called "${vault.name ?? vault.ensure?.name ?? ""}": ${[only, ...others].map(({ id }) => id).join(", ")}`,
          expected: "one vault",
          remedy: "Give the ID of the one that is meant.",
        });
      if (only) return rightKind(only);
      return isLeftToBeMade(vault, all)
        ? { kind: "met", announce: `vault "${vault.ensure?.name ?? ""}" does not exist: it will be made.` }
        : violated({
            property: "vault",
            seen: `there is no vault ${vault.id ?? `"${vault.name ?? ""}"`} in this project`,
            expected: "a server backup vault that exists",
            remedy: [
              "Look it up in the CBR console, or have one made with ensure: { name }.",
              ...(vault.id ? [] : likeName("server backup vaults", vault.name ?? "", namesForServers(all))),
            ].join("\n      "),
          });
    },
  },
  {
    id: "FEI-14",
    stage: "preflight",
    statement: "The vault takes the ECS: it is usable and has room, and the ECS is in no other vault.",
    source: { document: service, section: "Error codes BackupService.6100, 6112 to 6114 and 7116" },
    verdict(facts) {
      const { vault } = facts.inputs;
      const all = vaultsSeen(facts);
      // What could not be looked up is said once.
      if (!facts.live || !vault || all === "not looked up" || "unknown" in all)
        return { kind: "notApplicable" };
      const [only, ...others] = vaultsMeant(vault, all);
      const server = theServer(facts.live);
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
      if (!only || others.length > 0 || !only.forServerBackups) return { kind: "notApplicable" };
      const { disks } = facts.live;
      const sizeGb = "value" in disks ? disks.value.reduce((sum, disk) => sum + disk.sizeGb, 0) : 0;
      return roomIn(only, server?.id, sizeGb);
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

function namesForServers(all: readonly Vault[]): string[] {
  return all.filter(({ forServerBackups }) => forServerBackups).map(({ name }) => name);
}

/** The project's vaults, why they could not be looked up, or that nobody has looked. */
function vaultsSeen({ live, isUnknown }: Facts): readonly Vault[] | { unknown: string } | "not looked up" {
  const isNotKnownYet = ["vault.id", "vault.name", "vault.ensure.name"].some(isUnknown);
  if (!live || isNotKnownYet) return "not looked up";
  return "unknown" in live.vaults ? live.vaults : live.vaults.value;
}

function rightKind(vault: Vault): Verdict {
  if (vault.forServerBackups) return { kind: "met" };
  return violated({
    property: "vault",
    seen: `${titleOf(vault)} is for something else: ${vault.kindText}`,
    expected: "object type server, protection type Backup (backup)",
    remedy: "Name a server backup vault whose protection type is Backup, or have one made with ensure.",
  });
}

function titleOf({ name, id }: Vault): string {
  return `vault "${name}" (${id})`;
}

function roomIn(vault: Vault, serverId: string | undefined, sizeGb: number): Verdict {
  const name = titleOf(vault);
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
