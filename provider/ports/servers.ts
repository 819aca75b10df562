/** A server, as far as the procedures look at it. */
export interface Server {
  id: string;
  name: string;
  state: "running" | "stopped" | "other";
  /** The cloud's own word for the state, for messages. */
  stateText: string;
  /** What is being done to it at the moment, in the cloud's words. */
  task: string | undefined;
  /** IDs of all attached disks, the system disk among them. */
  diskIds: string[];
  /** Key to text: the operation records, unread. */
  records: Record<string, string>;
}

export interface Servers {
  /** undefined: there is none with this ID. */
  get(id: string): Promise<Server | undefined>;
  /** Every record that is kept under this key, with the ID of the server that it stands beside. */
  listRecords(key: string): Promise<{ id: string; text: string }[]>;
}
