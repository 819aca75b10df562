import type { CloudError } from "../ports/cloudError";

/** A request as it will be sent. */
export interface OutgoingRequest {
  method: string;
  url: URL;
  body: string | undefined;
}

/** Who a backend is for its cloud. */
export interface Authentication {
  /** Headers that authenticate this very request: asked for again at each try. Fails where there are none to be had. */
  headersFor(request: OutgoingRequest): Promise<Record<string, string>>;
  /**
   * Told once of every request that headers were given for, however it ended.
   * @param verdict an error: the cloud did not accept the headers; "unknown": no answer came
   * @returns whether newer headers are worth one more try
   */
  judged(headers: Record<string, string>, verdict: "accepted" | "unknown" | CloudError): boolean;
}

/** For calls that need none, such as a login. */
export const noAuthentication: Authentication = {
  headersFor: () => Promise.resolve({}),
  judged: () => false,
};
