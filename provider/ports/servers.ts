/** A server, as far as the procedures look at it. */
export interface Server {
  id: string;
  name: string;
  state: "running" | "stopped" | "other";
  /** The cloud's own word for the state, for messages. */
  stateText: string;
  /** What is being done to it at the moment, in the cloud's words. */
  task: string | undefined;
  availabilityZone: string;
  /** IDs of all attached disks, the system disk among them. */
  diskIds: string[];
  systemDiskId: string | undefined;
  /** Key to text: the operation records, unread. */
  records: Record<string, string>;
}

export interface Servers {
  /** undefined: there is none with this ID. */
  get(id: string): Promise<Server | undefined>;
  /** All servers beside which a record is kept under this key. */
  listWithRecord(key: string): Promise<Server[]>;
}
