/**
 * How this emulated cloud behaves where the documents leave it open, and how long things take in it. Every switch
 * stands for a fact that is unconfirmed: what is built on the cloud has to work whichever way it is set.
 */
export interface World {
  /** Whether lists and reads show an image while it is `queued` or `saving`. Default: true. */
  imageVisibleWhileCreated: boolean;
  /** When the image job turns SUCCESS: with the disk snapshots, or with the whole backup. Default: "beforeBackup". */
  jobEnds: "beforeBackup" | "afterBackup";
  /** Whether a RUNNING image job already tells `entities.image_id`. Default: false. */
  jobShowsImageIdWhileRunning: boolean;
  /** How late reads of images, vaults, backups and operation logs show an effect, in seconds. Default: 0. */
  visibilityLagSeconds: number;
  /** How late reads of a server's metadata show a write, in seconds. Default: 0. */
  metadataLagSeconds: number;
  /** Whether writing and removing metadata moves a server's `updated`. Default: true. */
  metadataMovesUpdated: boolean;
  /** Whether two private images of a project may have the same name, or the second is refused. Default: "refused". */
  duplicateImageNames: "refused" | "allowed";
  /** Whether two vaults of a project may have the same name, or the second is refused. Default: "allowed". */
  duplicateVaultNames: "refused" | "allowed";
  /**
   * What happens to backups behind images when their vault is deleted, or their server is taken out of it: the backups go
   * and the images stay behind, or the request is refused. Default: "deleted".
   */
  backupsBehindImages: "deleted" | "refused";
  /** Whether `delete_backup` is ignored while the backup is still being written. Default: false. */
  backupSurvivesImageDeletion: boolean;
  /** How a backup ends that has survived its image so. Default: "available". */
  survivingBackupEnds: "available" | "error";
  /** Whether the backup goes with its image where the request does not say `delete_backup`. Default: false. */
  backupDeletedUnlessSaid: boolean;
  /** Whether an image can be deleted while it is made (its backup then stays). Default: "refused" (IMG.0090). */
  deletionWhileCreated: "refused" | "allowed";
  /** What a failed job leaves of its image: nothing, or a row in status `killed`. Default: "removed". */
  failedImage: "removed" | "killed";
  /** What happens to the backup when the server is stopped, started, or loses its system disk after the snapshots. Default: "none". */
  disturbanceAfterSnapshot: "none" | "backupFails";
  /** Whether stopping a stopped server (or starting a running one) is refused with Ecs.0100, or succeeds. Default: "refused". */
  powerActionWithoutEffect: "refused" | "succeeds";
  /** For how long a finished job is still known, in seconds. Default: 30 days. */
  jobRecordLifetimeSeconds: number;
  /** Whether an image carries the attribute `__whole_image`, as a text or as a boolean. Default: "shown", as a text. */
  wholeImageAttribute: "shown" | "boolean" | "absent";
  /**
   * What a server shows while its OS is changed: status REBUILD with the task "rebuilding", the same with another task in
   * each step, or nothing (SHUTOFF without a task; everything is refused all the same). Default: "rebuilding".
   */
  osChangeShows: "rebuilding" | "rebuildSteps" | "nothing";
  /** Whether a server shows the new image when the change of its OS begins, or when it has succeeded. Default: "late". */
  osChangeShowsImage: "early" | "late";
  /** How long after the job's success a server still shows what it was (status, image, disks, key pair), in seconds. Default: 0. */
  osChangeLagSeconds: number;
  /** What becomes of the metadata that users wrote when the system disk is replaced. Default: "kept". */
  osChangeMetadata: "kept" | "lost";
  /** What becomes of the tags of the server when the system disk is replaced. Default: "kept". */
  osChangeTags: "kept" | "lost";
  /** The status of a server whose change of OS has failed. Default: "SHUTOFF". */
  failedOsChangeShows: "SHUTOFF" | "ERROR";
  /** Whether a failed job with steps says why itself, or only its failed step does. Default: "job". */
  failedJobTells: "job" | "subJob";
  /**
   * Under which name the temporary server is listed while an OS is changed: one of its own, that of the server that is
   * changed, or not at all. Default: "otherName".
   */
  temporaryServer: "otherName" | "sameName" | "hidden";
  /** How large the new system disk is: as the image says, or at least as large as the old one. Default: "image". */
  newSystemDiskSize: "image" | "larger";
  /** Whether the new system disk is encrypted where the image is and the request does not ask for it. Default: "asAsked". */
  encryptedImageDisk: "asAsked" | "encrypted";
  /** Whether encryption without a key's id takes `evs/default`, or is refused. Default: "defaultKey". */
  encryptionWithoutKey: "defaultKey" | "refused";
  /** Whether an OS can be changed without a key pair: the table of the reference says no, its examples do it. Default: "accepted". */
  osChangeWithoutKeyPair: "accepted" | "refused";
  /** Whose key pair is meant where an access key has signed and no user is named: its owner's, or nobody's. Default: "owners". */
  keyPairOfAccessKey: "owners" | "unknown";
  /** What becomes of `adminpass`, `mode` and `isAutoPay`, which only the sister cloud documents. Default: "refused". */
  undocumentedOsChangeFields: "refused" | "ignored" | "taken";
  /** Whether the account may use images of Windows, or is an external user (Ecs.0074). Default: "allowed". */
  windowsImages: "allowed" | "refused";
  /** Whether the region takes licences that users bring, or not (Ecs.0090). Default: "allowed". */
  ownLicences: "allowed" | "refused";
  /** Whether lists show images that others share and that the project has not accepted, unless asked for them. Default: "hidden". */
  unacceptedImages: "hidden" | "listed";
  /** Whether KMS finds a key by `alias/<name>`. Default: "found". */
  keyByAlias: "found" | "refused";
  /** For how long a token is good, in seconds by the real clock; of those that are given out from now on. Default: 24 h. */
  tokenLifetimeSeconds: number;
  /** For how long an image job waits before it runs, in seconds. Default: 5. */
  queueSeconds: number;
  /** How long the disk snapshots take, in seconds; null: 60 and 0.2 for each GB of disk. Default: null. */
  snapshotSeconds: number | null;
  /** How long the backup takes after the snapshots, in seconds; null: 250 and 1 for each GB of disk. Default: null. */
  backupSeconds: number | null;
  /** How long an image from an existing backup takes, in seconds. Default: 6. */
  imageFromBackupSeconds: number;
  /** How long deleting a backup takes, in seconds. Default: 10. */
  backupDeletionSeconds: number;
  /** How long a soft stop takes, in seconds; a hard one takes a quarter. Default: 40. */
  stopSeconds: number;
  /** How long a start takes, in seconds. Default: 30. */
  startSeconds: number;
  /** How long a restart takes, in seconds. Default: 60. */
  rebootSeconds: number;
  /** How long changing an OS takes, in seconds. Default: 900 (the guide: 10 to 20 minutes). */
  osChangeSeconds: number;
  /** For how long after that password or key are injected, in seconds. Default: 300 (the guide: several minutes). */
  injectionSeconds: number;
  /** How long after the start the password of a new Windows is there, in seconds. Default: 420 (the reference: 5 to 10 minutes). */
  windowsPasswordSeconds: number;
}

/** The world where nothing else is asked for. */
export const defaultWorld: World = {
  imageVisibleWhileCreated: true,
  jobEnds: "beforeBackup",
  jobShowsImageIdWhileRunning: false,
  visibilityLagSeconds: 0,
  metadataLagSeconds: 0,
  metadataMovesUpdated: true,
  duplicateImageNames: "refused",
  duplicateVaultNames: "allowed",
  backupsBehindImages: "deleted",
  backupSurvivesImageDeletion: false,
  survivingBackupEnds: "available",
  backupDeletedUnlessSaid: false,
  deletionWhileCreated: "refused",
  failedImage: "removed",
  disturbanceAfterSnapshot: "none",
  powerActionWithoutEffect: "refused",
  jobRecordLifetimeSeconds: 30 * 24 * 3600,
  wholeImageAttribute: "shown",
  osChangeShows: "rebuilding",
  osChangeShowsImage: "late",
  osChangeLagSeconds: 0,
  osChangeMetadata: "kept",
  osChangeTags: "kept",
  failedOsChangeShows: "SHUTOFF",
  failedJobTells: "job",
  temporaryServer: "otherName",
  newSystemDiskSize: "image",
  encryptedImageDisk: "asAsked",
  encryptionWithoutKey: "defaultKey",
  osChangeWithoutKeyPair: "accepted",
  keyPairOfAccessKey: "owners",
  undocumentedOsChangeFields: "refused",
  windowsImages: "allowed",
  ownLicences: "allowed",
  unacceptedImages: "hidden",
  keyByAlias: "found",
  tokenLifetimeSeconds: 24 * 3600,
  queueSeconds: 5,
  snapshotSeconds: null,
  backupSeconds: null,
  imageFromBackupSeconds: 6,
  backupDeletionSeconds: 10,
  stopSeconds: 40,
  startSeconds: 30,
  rebootSeconds: 60,
  osChangeSeconds: 900,
  injectionSeconds: 300,
  windowsPasswordSeconds: 420,
};
