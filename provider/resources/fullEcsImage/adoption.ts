import type { Backup } from "../../ports/backups";
import type { Image } from "../../ports/images";
import { parseMark } from "../../ports/mark";
import type { Vault } from "../../ports/vaults";
import { OperationFailure } from "../../procedures/errors";
import { digestOf } from "../../procedures/operationRecord";
import { isOfWholeServer } from "../isOfWholeServer";
import type { FullEcsImageInputs } from "./inputs";

/** Why an image that exists cannot become the resource's own; undefined: it can. */
export function whyNotAdoptable(
  { urn, inputs }: { urn: string; inputs: Partial<FullEcsImageInputs> },
  image: Image | undefined,
  backup: Backup | undefined,
  vault: Vault | undefined,
): OperationFailure | undefined {
  const refuse = (seen: string, remedy: string): OperationFailure =>
    new OperationFailure("constraintViolated", `adopt: ${seen}. ${remedy}`);
  if (!image)
    return refuse(
      `there is no image ${inputs.adopt ?? ""} in this project`,
      "Look its ID up in the IMS console, and check the profile's region and project.",
    );
  const name = `image ${image.id} ("${image.name}")`;
  if (!isOfWholeServer(image))
    return refuse(`${name} is no full-ECS image`, "Only full-ECS images can be adopted.");
  if (image.state === "failed")
    return refuse(`${name} is in state ${image.stateText}`, "Only a usable image can be adopted.");
  const mark = parseMark(image.mark);
  if (mark && mark.urnDigest !== digestOf(urn))
    return refuse(
      `${name} belongs to another resource of this provider (tag ecs-lifecycle=${image.mark ?? ""})`,
      "Remove it from that program with retainOnDelete and take the tag off the image, or adopt another.",
    );
  if (image.state === "usable" && (!backup || backup.state === "failed"))
    return refuse(
      `the backup behind ${name} is ${backup ? `in state ${backup.stateText}` : "gone"}`,
      "No server can be made from it: take a new image.",
    );
  return whyNotAsDeclared(inputs, image, backup, vault, refuse);
}

/** As with an import, the program has to describe what is there: else the next run would replace it. */
function whyNotAsDeclared(
  { server, vault, enterpriseProject }: Partial<FullEcsImageInputs>,
  image: Image,
  backup: Backup | undefined,
  itsVault: Vault | undefined,
  refuse: (seen: string, remedy: string) => OperationFailure,
): OperationFailure | undefined {
  const name = `image ${image.id} ("${image.name}")`;
  const project = image.enterpriseProject ?? "0";
  if (enterpriseProject && enterpriseProject !== project)
    return refuse(
      `${name} is in enterprise project ${project}, and the program says ${enterpriseProject}`,
      `Declare enterpriseProject: "${project}", or leave it out.`,
    );
  if (!backup) return undefined;
  const isSource = !server || server.toLowerCase() === backup.serverId || server === backup.serverName;
  if (!isSource)
    return refuse(
      `${name} was made of server ${backup.serverId} (${backup.serverName ?? "name unknown"}), and the program says ${server}`,
      `Declare server: "${backup.serverId}", or leave it out.`,
    );
  const called = vault?.name ?? vault?.ensure?.name;
  const isElsewhere = vault?.id
    ? vault.id.toLowerCase() !== backup.vaultId
    : called && itsVault && itsVault.name !== called;
  if (isElsewhere)
    return refuse(
      `the backup behind ${name} is in vault ${backup.vaultId} ("${itsVault?.name ?? "name unknown"}"), and the program says ${vault?.id ?? `"${called ?? ""}"`}`,
      `Declare vault: { id: "${backup.vaultId}" }, or leave it out.`,
    );
  return undefined;
}
