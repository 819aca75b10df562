import type { BackupState, CloudState } from "../cloudState";
import { backupRefusal } from "../gateway/refusal";
import { isBeingMade } from "../operations/backup";

/** Refuses what would delete backups that are being made, or, in a world that minds, backups behind images. */
export function checkBackupsCanGo(state: CloudState, backups: BackupState[]): void {
  const running = backups.find(({ id }) => isBeingMade(state, id));
  if (running) throw backupRefusal("6125", `A backup task is in progress: ${running.id}`);
  const needed = backups.find(({ imageIds }) => imageIds.length > 0);
  if (needed && state.world.backupsBehindImages === "refused") {
    throw backupRefusal(
      "6204",
      `Backup ${needed.id} has been used to create image ${needed.imageIds.join(", ")}`,
    );
  }
}
