/** A server, as far as the procedures look at it. */
export interface Server {
  id: string;
  name: string;
  state: "running" | "stopped" | "other";
  /** The cloud's own word for the state, for messages. */
  stateText: string;
  /** What is being done to it at the moment, in the cloud's words. */
  task: string | undefined;
  /** Frozen by the cloud, for arrears for example. */
  frozen: boolean;
  /** undefined: the cloud does not say. */
  osFamily: OsFamily | undefined;
  availabilityZone: string | undefined;
  /** IDs of all attached disks, the system disk among them. */
  diskIds: string[];
  /** undefined: none is attached. */
  systemDiskId: string | undefined;
  /** The image that its system disk was made from; undefined: the cloud does not say. */
  imageId: string | undefined;
  /** In MiB; undefined: the cloud does not say. */
  memoryMb: number | undefined;
  /** The key pair that it was given; undefined: none. */
  keyName: string | undefined;
  /** Locked by its owner or by another service: it takes no operations. */
  locked: boolean;
  /** Its fixed addresses, one for each IP: floating ones are not part of the server. Empty: none, or the cloud does not say. */
  addresses: ServerAddress[];
  /** Seconds since 1970, in the cloud's time; undefined: the cloud does not say. */
  createdAt: number | undefined;
  /** Key to text: the operation records, unread. */
  records: Record<string, string>;
}

export type OsFamily = "Linux" | "Windows";

export interface ServerAddress {
  ip: string;
  /** undefined: the cloud does not say. */
  mac: string | undefined;
}

/** What is asked for when the operating system of a server is replaced. */
export interface OsChange {
  imageId: string;
  /** undefined: the login is not by key pair. */
  keyName: string | undefined;
  /** ID of the user whose key pair it is; undefined: the user who asks. */
  keyPairOwner: string | undefined;
  /** Secret. */
  adminPassword: string | undefined;
  /** Plain text; secret. */
  userData: string | undefined;
  /** Whether the licence is the user's own. */
  byol: boolean;
  /** undefined: the new system disk is not encrypted. Without a key: with the disk service's default one. */
  encryption: { keyId: string | undefined } | undefined;
}

/** A job that does something to a server. */
export interface ServerJob {
  id: string;
  state: "running" | "succeeded" | "failed";
  /** Why it failed: the cloud's code and text. */
  failure: { code: string; reason: string } | undefined;
  /** Seconds since 1970; undefined: it has not ended, or the cloud does not say. */
  endedAt: number | undefined;
}

export interface Servers {
  /**
   * undefined: there is none with this ID.
   * @param soon before calls that wait for their turn: something is written by what is seen
   */
  get(id: string, soon?: "soon"): Promise<Server | undefined>;
  /** Every server of the account. */
  list(): Promise<Server[]>;
  /** @param how soft: the operating system shuts down; hard: the power goes off */
  stop(id: string, how: "soft" | "hard"): Promise<{ jobId: string }>;
  start(id: string): Promise<{ jobId: string }>;
  /** Never repeated after a lost answer: the error then is of the kind `answerLost`. */
  changeOs(id: string, request: OsChange): Promise<{ jobId: string }>;
  /** undefined: the cloud does not know this job (any more). */
  job(id: string): Promise<ServerJob | undefined>;
  tags(id: string): Promise<Record<string, string>>;
  /** Adds tags, or gives them other values; takes the others away. */
  changeTags(id: string, tags: { set: Record<string, string>; remove: string[] }): Promise<void>;
  /** All of its metadata, the operation records and what the cloud itself keeps there among them. */
  metadata(id: string): Promise<Record<string, string>>;
  /** Adds metadata, or gives it other values; the rest stays. */
  setMetadata(id: string, values: Record<string, string>): Promise<void>;
}
