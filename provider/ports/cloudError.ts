/** What a failed call means for whoever made it. */
export type CloudErrorKind =
  /** The object does not exist. */
  | "notFound"
  /** Something else is going on there: may be tried later. */
  | "busy"
  /** Not now, too many calls: nothing was done. */
  | "throttled"
  /** The call did not reach the cloud: nothing was done. */
  | "unreachable"
  /** The name is in use: nothing was done. */
  | "nameTaken"
  /** Credentials or permissions. */
  | "denied"
  /** Any other definite no: nothing was done. */
  | "refused"
  /** No answer that tells whether it was done: 5xx, reset, time-out, an answer of the wrong shape. */
  | "answerLost";

/** A call to the cloud that did not do what was asked. */
export class CloudError extends Error {
  override readonly name = "CloudError";

  constructor(
    readonly kind: CloudErrorKind,
    /** For example "POST ims /v1/cloudimages/wholeimages/action". */
    readonly call: string,
    readonly details: {
      /** What the cloud said, or what happened on the way. */
      reason: string;
      status?: number | undefined;
      /** The cloud's own code, for example "IMG.0126". */
      code?: string | undefined;
      /** For the cloud's support. */
      requestId?: string | undefined;
      /** For how long the cloud asks not to be called. */
      retryAfterSeconds?: number | undefined;
    },
  ) {
    super(describe(call, details));
  }
}

/** Whether the call may do what was asked when it is made again later: nothing about it was wrong. */
export function isPassing(error: unknown): boolean {
  return error instanceof CloudError && ["throttled", "unreachable", "answerLost"].includes(error.kind);
}

function describe(call: string, details: CloudError["details"]): string {
  const facts = [
    details.status !== undefined && `HTTP ${details.status}`,
    details.code,
    details.requestId && `request ${details.requestId}`,
    details.retryAfterSeconds && `asks to wait ${details.retryAfterSeconds} s`,
  ].filter(Boolean);
  return `${call}: ${details.reason}${facts.length > 0 ? ` (${facts.join(", ")})` : ""}`;
}
