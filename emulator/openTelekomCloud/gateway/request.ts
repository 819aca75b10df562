/** A request as it arrives, its header names in lower case. */
export interface ReceivedRequest {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body: Buffer;
}

/** A reply as it leaves. */
export interface SentReply {
  status: number;
  headers: Record<string, string>;
  body: string;
}
