import type { Backup } from "../../ports/backups";
import type { FullEcsImageInputs } from "./inputs";

/** Whether the image can be used where the user wants it: in the whole region, or already in the source's zone (FEI-06). */
export function isUsableEnough(
  { completeWhen }: Pick<FullEcsImageInputs, "completeWhen">,
  { state, restorableFrom }: Backup,
): boolean {
  if (state === "finished" && restorableFrom === "backup") return true;
  return completeWhen === "usableInSourceAz" && restorableFrom === "snapshot";
}

/** What is shown while it cannot be. */
export function availableOnlyIn({ availabilityZone }: Backup): string {
  return `available in ${availabilityZone ?? "the source's zone"} only, copying the backup`;
}
