/** A key that disks are encrypted with. */
export interface EncryptionKey {
  id: string;
  name: string;
  state: "enabled" | "disabled" | "toBeDeleted" | "other";
  /** The state in the cloud's words, for messages. */
  stateText: string;
  /** Made by the cloud for one of its services, for example "evs/default". */
  isDefault: boolean;
}

export interface Keys {
  /** Every key of the account. */
  list(): Promise<EncryptionKey[]>;
}
