/** A disk of a server. */
export interface Disk {
  id: string;
  name: string;
  /** In GiB. */
  sizeGb: number;
  /** The cloud's own word, for example "SSD". */
  type: string;
  /** On storage that the account has for itself (DSS): no image can be made of it. */
  onDedicatedStorage: boolean;
  /** Passes SCSI commands through: it cannot be backed up. */
  scsi: boolean;
  /** The servers that it is attached to. */
  serverIds: string[];
}

export interface Disks {
  /** Every disk of the account. */
  list(): Promise<Disk[]>;
  /** The disks that are attached to a server. */
  ofServer(serverId: string): Promise<Disk[]>;
}
