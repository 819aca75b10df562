import type { Backup } from "../../ports/backups";
import type { Cloud } from "../../ports/cloud";
import type { Image } from "../../ports/images";
import { parseMark } from "../../ports/mark";
import { act, done, wait, type Move } from "../../procedures/move";
import { isUnsettled, parseRecord, recordKey, type OperationRecord } from "../../procedures/operationRecord";
import { asAnyProcedure } from "../../procedures/procedure";
import type { Operation, Warn } from "../definition";
import type { Goal } from "./createProcedure";
import { interruptedReplacement } from "./interruptedReplacement";
import { OwnImages } from "./ownImages";
import type { FullEcsImageOutputs } from "./outputs";

/** The world as a deletion sees it: only what carries the generation that is to be deleted. */
export interface DeleteWorld {
  image: Image | undefined;
  /** The backup behind the image, also after the image is gone. */
  backup: Backup | undefined;
  hasRecord: boolean;
  /** Sent by this run, but the effect may not show yet. */
  sent: { image: boolean; backup: boolean };
}

type DeleteAction = "deleteImage" | "deleteBackup" | "removeRecord";

/** The next move towards nothing being left; can be repeated from any point. */
export function decideDelete({ image, backup, hasRecord, sent }: DeleteWorld): Move<DeleteAction, undefined> {
  if (image) return sent.image ? wait("the image is being deleted", 3) : act("deleteImage");
  // The cloud may leave a backup that was still being written when its image went.
  if (backup) {
    if (sent.backup || backup.state === "deleting") return wait("the backup is being deleted", 3);
    return backup.state === "copying" ? wait("the backup is still being written", 10) : act("deleteBackup");
  }
  return hasRecord ? act("removeRecord") : done(undefined);
}

/** Deletes the image, its backup and its record: those of this generation, and nothing else. */
export function deleteOperation(
  goal: Goal,
  outputs: FullEcsImageOutputs,
  cloud: Cloud,
  warn: Warn,
): Operation<FullEcsImageOutputs> {
  const key = recordKey(goal.urn);
  const sent = { image: false, backup: false };
  let backupId: string | undefined;
  let warned = false;
  let warnedOfRest = false;

  /** The image of this generation; another's image under the same ID is left alone. */
  const ownImage = async (): Promise<Image | undefined> => {
    const image = await (outputs.imageId === undefined
      ? new OwnImages(cloud.images, goal.urn, goal.generation).marked()
      : cloud.images.get(outputs.imageId));
    if (!image) {
      // Already gone: its backup may have been left, and only it is ours to remove then.
      backupId = backupId ?? outputs.backupId;
      return undefined;
    }
    if (parseMark(image.mark)?.generation === goal.generation) {
      backupId = image.backupId ?? outputs.backupId;
      return image;
    }
    if (!warned)
      warn(
        `image ${image.id} ("${image.name}") is left as it is: it no longer carries this resource's mark (generation ${goal.generation})`,
      );
    warned = true;
    return undefined;
  };

  /** What nothing proves to be ours is not deleted, but named. */
  const tellWhatStays = async (record: OperationRecord): Promise<void> => {
    if (warnedOfRest) return;
    warnedOfRest = true;
    if (record.generation !== goal.generation) {
      if (isUnsettled(record)) warn(interruptedReplacement(goal, record));
      return;
    }
    if (record.state !== "failed") return;
    const backups = await cloud.backups.list(goal.inputs.server);
    const rest = backups.filter(({ createdAt }) => createdAt >= record.since).map(({ id }) => id);
    if (rest.length > 0)
      warn(
        `the image failed, and its server has backups from then on that stay in the vault and are billed: ` +
          `${rest.join(", ")}. Delete in the CBR console those that nobody needs.`,
      );
  };

  return {
    procedure: asAnyProcedure({
      observe: async (): Promise<DeleteWorld> => {
        const image = await ownImage();
        const backup = image || backupId === undefined ? undefined : await cloud.backups.get(backupId);
        const server = image || backup ? undefined : await cloud.servers.get(goal.inputs.server);
        const record = parseRecord(server?.records[key] ?? "");
        if (record) await tellWhatStays(record);
        return { image, backup, hasRecord: record?.generation === goal.generation, sent };
      },
      decide: (world: DeleteWorld): Move<DeleteAction, FullEcsImageOutputs> => {
        const move = decideDelete(world);
        return move.kind === "done" ? done(outputs) : move;
      },
      actions: {
        deleteImage: async ({ image }: DeleteWorld) => {
          if (image) await cloud.images.deleteWithBackup(image.id);
          sent.image = true;
        },
        deleteBackup: async ({ backup }: DeleteWorld) => {
          if (backup) await cloud.backups.delete(backup.id);
          sent.backup = true;
        },
        removeRecord: async () => cloud.records.remove(goal.inputs.server, key),
      },
    }),
    known: () => undefined,
    defaultTimeoutMilliseconds: 30 * 60 * 1000,
  };
}
