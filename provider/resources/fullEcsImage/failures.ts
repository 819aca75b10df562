import { rule } from "../../constraints/constraint";
import type { Backup } from "../../ports/backups";
import type { Image, ImageJob } from "../../ports/images";
import { OperationFailure } from "../../procedures/errors";
import type { OperationRecord } from "../../procedures/operationRecord";
import type { Goal } from "../definition";
import { fullEcsImageCarriedOut } from "./constraints";
import { imageName } from "./imageName";
import type { FullEcsImageInputs } from "./inputs";

/** The image that was to be made, of which server. */
type Made = Goal<FullEcsImageInputs> & { serverId: string };

/** What somebody did to the server meanwhile, one sentence each. */
type Disturbances = readonly string[];

/** What an operation that failed has met, and left behind. */
interface Leftovers {
  disturbances: Disturbances;
  failedBackupIds: readonly string[];
}

const tryAgain = `Run "pulumi up" to try again.`;

export function jobFailed(
  goal: Made,
  job: ImageJob,
  { disturbances, failedBackupIds }: Leftovers,
): OperationFailure {
  const { code, reason } = job.failure ?? { code: "no code", reason: "no reason given" };
  const left =
    failedBackupIds.length > 0
      ? `${failedBackups(failedBackupIds)}.`
      : "A backup that was begun may be left in the vault.";
  return new OperationFailure(
    "jobFailed",
    `the image "${imageName(goal)}" of server ${goal.serverId} was not created: job ${job.id} ended FAIL (${code}): ${reason}. ` +
      `${likelyCause(disturbances)}${left} ${tryAgain}`,
  );
}

/** What is left of an operation that failed, and what to do with it. */
export function failedBackups(ids: readonly string[]): string {
  return `Left of it in the vault, failed and of no use: backup ${ids.join(", ")}; delete it in the CBR console`;
}

/** What somebody did to the server meanwhile, for whoever reads why the image failed (FEI-05). */
function likelyCause(disturbances: Disturbances): string {
  if (disturbances.length === 0) return "";
  return `While the image was made, ${disturbances.join(", then ")}: that makes it fail ${guardRule()}. `;
}

/** The rule that nobody may touch the server meanwhile. */
export function guardRule(): string {
  return fullEcsImageCarriedOut
    .filter(({ id }) => id === "FEI-05")
    .map(rule)
    .join("");
}

export function imageMissing(goal: Made, { jobId }: OperationRecord, quietMinutes: number): OperationFailure {
  return new OperationFailure(
    "jobFailed",
    `the image "${imageName(goal)}" of server ${goal.serverId} is not there: job ${jobId ?? "(unknown)"} does not run, and for ` +
      `${quietMinutes} minutes neither its image nor a backup of it has appeared. Somebody may have deleted them. ${tryAgain}`,
  );
}

export function imageFailed(
  image: Image,
  backup: Backup | undefined,
  { job, disturbances, failedBackupIds }: Leftovers & { job: ImageJob | undefined },
): OperationFailure {
  const seen =
    image.state === "failed"
      ? `its status is ${image.stateText}`
      : `its backup ${backup?.id ?? ""} is in state ${backup?.stateText ?? "unknown"}`;
  const left = failedBackupIds.length > 0 ? `${failedBackups(failedBackupIds)}. ` : "";
  const why = job?.failure ? ` (${job.failure.code}: ${job.failure.reason})` : "";
  return new OperationFailure(
    "jobFailed",
    `image ${image.id} ("${image.name}") cannot be used: ${seen}${why}. ${left}` +
      `${likelyCause(disturbances)}Run "pulumi up --replace <URN>" to make another, or "pulumi destroy" to remove it.`,
  );
}

export function notWhatWasAskedFor(image: Image, what: string): OperationFailure {
  return new OperationFailure(
    "unexpectedState",
    `image ${image.id} ("${image.name}") is not the image that was asked for: ${what}. ` +
      `It was kept. Run "pulumi up --replace <URN>" to make another, or "pulumi destroy" to remove it.`,
  );
}

export function unsettledChange(image: Image): OperationFailure {
  return new OperationFailure(
    "unsettledChange",
    `an operation that an earlier run had begun with other inputs was followed to its end: it made image ${image.id} ("${image.name}"), ` +
      `which this resource now holds. The inputs of now have not been carried out: ` +
      `run "pulumi up" again, and its preview shows what it would replace.`,
  );
}
