import type { Backup } from "../../ports/backups";
import type { Cloud } from "../../ports/cloud";
import type { Image } from "../../ports/images";
import { parseMark } from "../../ports/mark";
import type { Server } from "../../ports/servers";
import type { Vault } from "../../ports/vaults";
import { act, done, wait, type Move } from "../../procedures/move";
import { isUnsettled, parseRecord, recordKey, type OperationRecord } from "../../procedures/operationRecord";
import { asAnyProcedure, type Procedure } from "../../procedures/procedure";
import type { Goal as AnyGoal, Operation, Warn } from "../definition";
import type { FullEcsImageInputs } from "./inputs";
import { interruptedReplacement, unsavedReplacement } from "./interruptedReplacement";
import { OwnImages } from "./ownImages";
import type { FullEcsImageOutputs } from "./outputs";

type Goal = AnyGoal<FullEcsImageInputs>;

/** The world as a deletion sees it: only what carries the generation that is to be deleted. */
export interface DeleteWorld {
  image: Image | undefined;
  /** The backup behind the image that is to go, too; also after the image is gone. */
  backup: Backup | undefined;
  /** The vault, where it is to go with its last backup, and nothing else needs it. */
  vault: { serverIds: readonly string[] } | undefined;
  hasRecord: boolean;
  /** Sent by this run, but the effect may not show yet. */
  sent: Record<DeleteAction, boolean>;
}

type DeleteAction = "deleteImage" | "deleteBackup" | "emptyVault" | "deleteVault" | "removeRecord";

/** The next move towards nothing being left; can be repeated from any point. */
export function decideDelete(world: DeleteWorld): Move<DeleteAction, undefined> {
  const { image, backup, vault, hasRecord, sent } = world;
  if (image) return sent.deleteImage ? wait("the image is being deleted", 3) : act("deleteImage");
  // The cloud may leave a backup that was still being written when its image went.
  if (backup) {
    if (sent.deleteBackup || backup.state === "deleting") return wait("the backup is being deleted", 3);
    return backup.state === "copying" ? wait("the backup is still being written", 10) : act("deleteBackup");
  }
  if (vault) {
    if (sent.deleteVault) return wait("the vault is being deleted", 3);
    if (vault.serverIds.length === 0) return act("deleteVault");
    return sent.emptyVault ? wait("the server is being taken out of the vault", 3) : act("emptyVault");
  }
  if (!hasRecord) return done(undefined);
  return sent.removeRecord ? wait("the record is being removed", 3) : act("removeRecord");
}

/** Deletes the image, its backup and its record: those of this generation, and nothing else. */
export function deleteOperation(
  goal: Goal,
  outputs: FullEcsImageOutputs,
  cloud: Cloud,
  warn: Warn,
): Operation<FullEcsImageOutputs> {
  return {
    procedure: asAnyProcedure(new Deletion(goal, outputs, cloud, warn)),
    known: () => undefined,
    turn: outputs.serverId ?? goal.generation,
    defaultTimeoutMilliseconds: () => 30 * 60 * 1000,
  };
}

class Deletion implements Procedure<DeleteWorld, DeleteAction, FullEcsImageOutputs> {
  private readonly sent: DeleteWorld["sent"] = {
    ...{
      deleteImage: false,
      deleteBackup: false,
      emptyVault: false,
      deleteVault: false,
      removeRecord: false,
    },
  };
  private backupId: string | undefined;
  private hasSearched = false;
  private readonly told = new Set<string>();

  constructor(
    private readonly goal: Goal,
    private readonly outputs: FullEcsImageOutputs,
    private readonly cloud: Cloud,
    private readonly warn: Warn,
  ) {}

  decide(world: DeleteWorld): Move<DeleteAction, FullEcsImageOutputs> {
    const move = decideDelete(world);
    return move.kind === "done" ? done(this.outputs) : move;
  }

  async observe(): Promise<DeleteWorld> {
    const { cloud, outputs, sent } = this;
    const image = await this.ownImage();
    const backup =
      image || this.backupId === undefined ? undefined : await this.backupToDelete(this.backupId);
    if (image || backup) return { image, backup, vault: undefined, hasRecord: false, sent };
    const server = outputs.serverId === undefined ? undefined : await cloud.servers.get(outputs.serverId);
    const vault = await this.vaultToDelete(server);
    const record = parseRecord(server?.records[recordKey(this.goal.urn)] ?? "");
    if (record) await this.tellWhatStays(record);
    const hasRecord = record?.generation === this.goal.generation;
    return { image, backup, vault, hasRecord, sent };
  }

  actions: Procedure<DeleteWorld, DeleteAction, FullEcsImageOutputs>["actions"] = {
    deleteImage: async ({ image }) => {
      const withBackup = !this.goal.inputs.keepBackup;
      if (image) await this.cloud.images.delete(image.id, { withBackup });
      this.sent.deleteImage = true;
    },
    deleteBackup: async ({ backup }) => {
      if (backup) await this.cloud.backups.delete(backup.id);
      this.sent.deleteBackup = true;
    },
    emptyVault: async () => {
      const { vaultId = "", serverId = "" } = this.outputs;
      await this.cloud.vaults.removeServer(vaultId, serverId);
      this.sent.emptyVault = true;
    },
    deleteVault: async () => {
      await this.cloud.vaults.delete(this.outputs.vaultId ?? "");
      this.sent.deleteVault = true;
    },
    removeRecord: async () => {
      await this.cloud.records.remove(this.outputs.serverId ?? "", recordKey(this.goal.urn));
      this.sent.removeRecord = true;
    },
  };

  /** The image of this generation; another's image under the same ID is left alone. */
  private async ownImage(): Promise<Image | undefined> {
    const { outputs, goal, cloud } = this;
    const image = await (outputs.imageId === undefined
      ? new OwnImages(cloud.images, goal.urn, goal.generation).marked()
      : cloud.images.get(outputs.imageId));
    if (image && parseMark(image.mark)?.generation === goal.generation) {
      this.backupId = image.backupId ?? outputs.backupId;
      return image;
    }
    const marked = await this.markedImage();
    if (marked) return marked;
    if (!image) {
      // Already gone: its backup may have been left, and only it is ours to remove then.
      this.backupId ??= outputs.backupId;
      return undefined;
    }
    this.tell(
      `image ${image.id} ("${image.name}") is left as it is: it no longer carries this resource's mark (generation ${goal.generation})`,
    );
    return undefined;
  }

  /** What was saved may name another image than the one that this operation has made. */
  private async markedImage(): Promise<Image | undefined> {
    if (this.hasSearched) return undefined;
    const { goal, cloud } = this;
    const marked = await new OwnImages(cloud.images, goal.urn, goal.generation).marked();
    this.hasSearched = marked === undefined;
    this.backupId = marked?.backupId ?? this.backupId;
    return marked;
  }

  private async backupToDelete(id: string): Promise<Backup | undefined> {
    const backup = await this.cloud.backups.get(id);
    if (!backup || !this.goal.inputs.keepBackup) return backup;
    this.tell(
      `keepBackup: backup ${id} (${backup.sizeGb} GB of disks) of server ${backup.serverId} stays in vault ${backup.vaultId}, and is billed there`,
    );
    return undefined;
  }

  /** A vault that the provider has made goes with its last backup, where that is asked for. */
  private async vaultToDelete(server: Server | undefined): Promise<Vault | undefined> {
    const { vaultId } = this.outputs;
    const { vault: declared, deleteVaultWhenEmpty } = this.goal.inputs;
    if (!deleteVaultWhenEmpty || !declared?.ensure || vaultId === undefined) return undefined;
    const vault = await this.cloud.vaults.get(vaultId);
    if (!vault) return undefined;
    const why = await this.whyVaultStays(vault, server);
    if (why === undefined) return vault;
    this.tell(`vault "${vault.name}" (${vault.id}) stays: ${why}`);
    return undefined;
  }

  /** Deleting a vault deletes every backup in it. */
  private async whyVaultStays(vault: Vault, server: Server | undefined): Promise<string | undefined> {
    if (vault.mark === undefined) return "this provider has not made it";
    if (vault.stateText !== "available") return `it is in state ${vault.stateText}`;
    if (server && hasOtherOperation(server, recordKey(this.goal.urn)))
      return `another operation on ${server.name} is under way, and may need it`;
    const backups = await this.cloud.backups.inVault(vault.id);
    if (backups.length > 0) return `it holds ${backups.length} backups`;
    const others = vault.serverIds.filter((id) => id !== this.outputs.serverId);
    return others.length > 0 ? `servers belong to it: ${others.join(", ")}` : undefined;
  }

  /** What nothing proves to be ours is not deleted, but named. */
  private async tellWhatStays(record: OperationRecord): Promise<void> {
    if (record.generation !== this.goal.generation) {
      if (isUnsettled(record)) this.tell(interruptedReplacement(this.goal, record));
      else if (record.state === "settled" && !this.goal.isMadeHere?.(record.generation))
        this.tell(unsavedReplacement(this.goal, record));
      return;
    }
    if (record.state !== "failed" || this.told.has(failedAt(record))) return;
    this.told.add(failedAt(record));
    const backups = await this.cloud.backups.ofServer(this.outputs.serverId ?? "");
    const rest = backups.filter(({ createdAt }) => createdAt >= record.since).map(({ id }) => id);
    if (rest.length > 0)
      this.tell(
        `the image failed, and its server has backups from then on that stay in the vault and are billed: ` +
          `${rest.join(", ")}. Delete in the CBR console those that nobody needs.`,
      );
  }

  private tell(text: string): void {
    if (!this.told.has(text)) this.warn(text);
    this.told.add(text);
  }
}

function hasOtherOperation({ records }: Server, ownKey: string): boolean {
  return Object.entries(records).some(([key, text]) => {
    const record = parseRecord(text);
    return key !== ownKey && (!record || isUnsettled(record));
  });
}

function failedAt({ attemptAt }: OperationRecord): string {
  return `failed ${attemptAt}`;
}
