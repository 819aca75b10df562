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

export interface Backups {
  get(id: string): Promise<Backup | undefined>;
  /** Every backup of a whole server in the account. */
  list(): Promise<Backup[]>;
  /** All backups of a server, in whatever vault. */
  ofServer(serverId: string): Promise<Backup[]>;
  /** All backups in a vault. */
  inVault(vaultId: string): Promise<Backup[]>;
  /** How far a running backup of the server is, from 0 to 1; undefined where the cloud does not say. */
  progress(serverId: string): Promise<number | undefined>;
  /** Does nothing where the backup is gone. */
  delete(id: string): Promise<void>;
}
