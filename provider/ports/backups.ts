/** A backup of a whole server in a vault. */
export interface Backup {
  id: string;
  name: string;
  state: "copying" | "finished" | "failed" | "deleting";
  /** The cloud's own word for the state, for messages. */
  stateText: string;
  /** From what it could be restored now: its disk snapshots (in their availability zone) or the backup itself. */
  restorableFrom: "nothing" | "snapshot" | "backup";
  availabilityZone: string | undefined;
  vaultId: string;
  serverId: string;
  serverName: string | undefined;
  /** Size of all disks together, in GB. */
  sizeGb: number;
  /** One for each disk that it holds. */
  disks: { diskId: string; bootable: boolean; sizeGb: number }[];
  /** Seconds since 1970. */
  createdAt: number;
  /** Seconds since 1970. */
  updatedAt: number;
}

/** A backup that is being written. */
export interface BackupTask {
  /** How far it is, from 0 to 1. */
  fraction: number;
  /** Seconds since 1970; undefined: the cloud does not say. */
  beganAt: number | undefined;
  /** undefined: the cloud does not say. */
  backupId: string | undefined;
}

export interface Backups {
  get(id: string): Promise<Backup | undefined>;
  /** Every backup of a whole server in the account. */
  list(): Promise<Backup[]>;
  /** All backups of a server, in whatever vault. */
  ofServer(serverId: string): Promise<Backup[]>;
  /** All backups in a vault. */
  inVault(vaultId: string): Promise<Backup[]>;
  /** How far a running backup of the server is; undefined where there is none, or the cloud does not say. */
  progress(serverId: string): Promise<BackupTask | undefined>;
  /** Does nothing where the backup is gone. */
  delete(id: string): Promise<void>;
}
