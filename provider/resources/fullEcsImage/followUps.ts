import { sources } from "../../constraints/sources";
import type { FollowUp } from "../followUp";

/** What the follow-ups speak of. */
interface Outcome {
  imageId?: string;
  availableOnlyIn?: string;
  disks?: readonly { role: "system" | "data"; sizeGb: number; type?: string }[];
  backupId?: string;
  vaultId?: string;
  keepBackup?: boolean | null | undefined;
}

/** What the guide leaves to a human once the image is there. */
export function followUpsOf(outputs: Outcome): FollowUp[] {
  return [createServer(outputs), changeOsWithCare(), ...(outputs.keepBackup ? [keptBackup(outputs)] : [])];
}

/** FEI-18 */
function createServer({ imageId = "", availableOnlyIn, disks = [] }: Outcome): FollowUp {
  const dataDisks = disks.filter(({ role }) => role === "data");
  const where =
    availableOnlyIn === undefined
      ? "Choose any availability zone of the region."
      : `Choose the availability zone ${availableOnlyIn}: until the backup is complete, the image serves no other.`;
  return {
    title: "Create servers from the image",
    why: "The image holds the whole server: a server made from it has the same OS, software and data.",
    steps: [
      `IMS console, Private Images: Apply for Server beside image ${imageId}.`,
      where,
      dataDisks.length === 0
        ? "The image holds no data disks."
        : `Leave the data disks as they are filled in: the cloud sets them up from the image (${dataDisks.map(({ sizeGb, type }) => `${sizeGb} GB${type === undefined ? "" : ` ${type}`}`).join(", ")}).`,
    ],
    source: { document: sources["otc-full-ecs-image"].title, section: "Follow-up Procedure" },
  };
}

/** FEI-07 */
function changeOsWithCare(): FollowUp {
  return {
    title: "Restore data disks with a new server",
    why: "Used to change a server's OS, the image writes the system disk only; its data disks stay unused.",
    steps: [
      "To restore or migrate the data disks, create a new server from the image.",
      "To change an OS with it, back the server's data disks up in another way: they keep what they have.",
    ],
    source: { document: sources["otc-full-ecs-image"].title, section: "Background" },
  };
}

function keptBackup({ backupId = "", vaultId = "" }: Outcome): FollowUp {
  return {
    title: "Delete the backup when it is not needed any more",
    why: "keepBackup: the backup stays in its vault when the image is deleted, and is billed there.",
    steps: [`CBR console: delete backup ${backupId} in vault ${vaultId} once its image is gone.`],
    source: { document: sources["otc-ims-api"].title, section: "Deleting an Image" },
  };
}
