/** A vault that holds backups. */
export interface Vault {
  id: string;
  name: string;
  /** Whether it is for backups of whole servers. */
  forServerBackups: boolean;
  /** What it is for, in the cloud's words: for messages. */
  kindText: string;
  /** Whether it takes backups in its present state. */
  usable: boolean;
  /** The cloud's own word for the state, for messages. */
  stateText: string;
  /** In GiB. */
  sizeGb: number;
  /** What its backups take up, in GiB. */
  usedGb: number;
  /** The servers that belong to it. */
  serverIds: string[];
  /** Who made it: see mark.ts. undefined: not the provider. */
  mark: string | undefined;
  /** Seconds since 1970. */
  createdAt: number;
}

export interface Vaults {
  get(id: string): Promise<Vault | undefined>;
  /** Every vault of the account, of whatever kind. */
  list(): Promise<Vault[]>;
  /**
   * Makes a vault for backups of servers. Never repeated after a lost answer: the error then is of the kind
   * `answerLost`.
   */
  create(vault: { name: string; sizeGb: number; mark: string }): Promise<Vault>;
  /** Takes a server out of a vault, which deletes the backups that it has there. */
  removeServer(vaultId: string, serverId: string): Promise<void>;
  /** Deletes a vault with every backup in it. Does nothing where it is gone. */
  delete(id: string): Promise<void>;
}
