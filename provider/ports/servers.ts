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
  /** Key to text: the operation records, unread. */
  records: Record<string, string>;
}

export type OsFamily = "Linux" | "Windows";

export interface Servers {
  /**
   * undefined: there is none with this ID.
   * @param soon before calls that wait for their turn: something is written by what is seen
   */
  get(id: string, soon?: "soon"): Promise<Server | undefined>;
  /** Every server of the account. */
  list(): Promise<Server[]>;
}
