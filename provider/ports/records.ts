/** Where operation records are kept: beside the server. They are read with the server itself. */
export interface Records {
  /** @param once never sent twice: the caller looks before it writes again */
  write(serverId: string, key: string, text: string, once?: "once"): Promise<void>;
  /** Does nothing where the record, or the server, is gone. */
  remove(serverId: string, key: string): Promise<void>;
}
