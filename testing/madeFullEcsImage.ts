import { formatMark } from "../provider/ports/mark";
import type { Goal } from "../provider/resources/definition";
import { imageName } from "../provider/resources/fullEcsImage/imageName";
import type { FullEcsImageInputs } from "../provider/resources/fullEcsImage/inputs";
import { outputsOf, type FullEcsImageOutputs } from "../provider/resources/fullEcsImage/outputs";
import type { InventedAccount } from "./inventedAccount";
import { inventedId } from "./inventedId";
import { inventedImage } from "./inventedImage";

/** The outputs of a FullEcsImage that went through. */
export function madeFullEcsImage(
  goal: Goal<FullEcsImageInputs>,
  account: InventedAccount,
): FullEcsImageOutputs {
  const { inputs } = goal;
  const source = sourceOf(goal, account);
  const isBackedUp = Boolean(inputs.adopt) || inputs.completeWhen !== "usableInSourceAz";
  const { image, backup } = inventedImage(account, source, describedBy(goal), isBackedUp);
  const { server, vault } = source;
  const found = { account: account.identity, settled: true, image, backup, vault };
  if (inputs.adopt) {
    const declared = {
      ...inputs,
      server: inputs.server ?? server.id,
      vault: inputs.vault ?? { id: vault.id },
    };
    return outputsOf(declared, found, { adopted: true });
  }
  const jobId = inventedId("job", goal.urn).replaceAll("-", "");
  return outputsOf(inputs, { ...found, disks: account.disksOf(server), jobId });
}

/** The server and the vault that the program names; of an adopted image that a lookup has found, those that it told. */
function sourceOf({ urn, inputs }: Goal<FullEcsImageInputs>, account: InventedAccount) {
  const found = account.backupOfImage(inputs.adopt?.toLowerCase());
  const { id, name, ensure } = inputs.vault ?? {};
  const server = inputs.server ?? found?.serverId ?? `source of ${urn.split("::").at(-1) ?? ""}`;
  const vault = id ?? name ?? ensure?.name ?? found?.vaultId ?? "server-backups";
  return {
    server: account.server(server, inputs.guest?.osFamily ?? undefined),
    vault: account.vault(vault, ensure?.size ?? undefined),
  };
}

function describedBy(goal: Goal<FullEcsImageInputs>) {
  const { urn, generation, inputs } = goal;
  return {
    ...{ id: inputs.adopt?.toLowerCase() ?? inventedId("image", urn), name: imageName(goal) },
    ...{ description: inputs.description ?? "", tags: inputs.tags ?? {}, mark: formatMark(urn, generation) },
    ...{ minRamMb: inputs.minRamMb ?? 0, maxRamMb: inputs.maxRamMb ?? undefined },
    enterpriseProject: inputs.enterpriseProject ?? "0",
  };
}
