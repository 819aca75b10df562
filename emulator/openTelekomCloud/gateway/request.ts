/** A request as a client sends it. */
export interface EmulatedRequest {
  method: string;
  /** The whole address: its host decides which service is meant. */
  url: string;
  headers: Record<string, string>;
  body: Buffer | string | undefined;
}

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
