import type { OsFamily } from "../../ports/servers";

/** A system disk, as far as it is known. */
export interface SystemDisk {
  id: string;
  /** In GB. */
  sizeGb?: number;
  /** The cloud's word, for example "SSD". */
  type?: string;
  encrypted?: boolean;
}

/** How the server was before its OS was changed. */
export interface Before {
  /** Absent where none was attached. */
  systemDisk?: SystemDisk;
  imageId?: string;
  osFamily?: OsFamily;
  dataDiskIds: string[];
  addresses: { ip: string; mac?: string }[];
  tags?: Record<string, string>;
}

/** One submission. */
export interface Attempt {
  /** ID of the cloud's job, for its support; absent: not known. */
  jobId?: string;
  /** When it was intended: ISO 8601, UTC, the cloud's time. */
  intendedAt: string;
  result: "underWay" | "succeeded" | "failed" | "unknown";
  /** What the cloud said of a failure. */
  failure?: string;
}

/** A server that appeared during a change of the OS, and remains. */
export interface LeftServer {
  id: string;
  name: string;
}
