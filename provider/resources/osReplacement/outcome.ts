/** A system disk, as far as it is known. */
export interface SystemDisk {
  /** ID of the disk. */
  id: string;
  /** Size in GB; absent where it was not to be seen. */
  sizeGb?: number;
  /** The cloud's word for its type, for example "SSD"; absent where it was not to be seen. */
  type?: string;
  /** Whether it is encrypted; absent where it was not to be seen. */
  encrypted?: boolean;
}

/** An address of a server. */
export interface FixedAddress {
  /** IP address. */
  ip: string;
  /** MAC address; absent where the cloud does not say. */
  mac?: string;
}

/** How the server was before its OS was changed. */
export interface Before {
  /** Its system disk; absent where none was attached. */
  systemDisk?: SystemDisk;
  /** ID of its image; absent where the cloud does not say. */
  imageId?: string;
  /** Its OS family; absent where the cloud does not say. */
  osFamily?: "Linux" | "Windows";
  /** IDs of its data disks. */
  dataDiskIds: string[];
  /** Its fixed addresses. */
  addresses: FixedAddress[];
  /** Its tags; absent where they were not to be seen. */
  tags?: Record<string, string>;
}

/** One submission. */
export interface Attempt {
  /** ID of the cloud's job, for its support; absent: not known. */
  jobId?: string;
  /** When it was intended: ISO 8601, UTC, the cloud's time. */
  intendedAt: string;
  /** How it ended; "unknown": the run was interrupted, or got no answer, and nothing came of it. */
  result: "underWay" | "succeeded" | "failed" | "unknown";
  /** What the cloud said of a failure. */
  failure?: string;
}

/** A server that appeared during a change of the OS, and remains. */
export interface LeftServer {
  /** ID of the server. */
  id: string;
  /** Name of the server. */
  name: string;
}
