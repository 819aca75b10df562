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
  encrypted: boolean;
  /** The key that it is encrypted with; undefined: it is not encrypted, or the cloud does not say. */
  keyId: string | undefined;
  /** Seconds since 1970, in the cloud's time; undefined: the cloud does not say. */
  createdAt: number | undefined;
}

/** How much more there may be; undefined: no limit. */
export type Free = number | undefined;

/** What the account may still have of disks. */
export interface DiskQuota {
  volumes: Free;
  gigabytes: Free;
  /** How large one disk may be. */
  largestGb: Free;
  /** By type of disk, for example "SSD"; what is not said of a type is no limit of its own. */
  ofType: Record<string, { volumes: Free; gigabytes: Free }>;
}

export interface Disks {
  /** undefined: there is none with this ID. */
  get(id: string): Promise<Disk | undefined>;
  /** Every disk of the account. */
  list(): Promise<Disk[]>;
  /** The disks that are attached to a server. */
  ofServer(serverId: string): Promise<Disk[]>;
  /** undefined: the cloud does not say. */
  quota(): Promise<DiskQuota | undefined>;
}
