/** Where operation records are kept: beside the server. They are read with the server itself. */
export interface Records {
  write(serverId: string, key: string, text: string): Promise<void>;
  /** Does nothing where the record, or the server, is gone. */
  remove(serverId: string, key: string): Promise<void>;
}
