/**
 * Why an operation ended without its result. Code branches on `kind` and fields; the message is for the
 * user: what could not be done, to which object, what was seen, and the next step.
 */
export type FailureKind =
  | "constraintViolated"
  | "jobFailed"
  | "deadlineReached"
  | "unexpectedState"
  /** Whether the operation goes on is not known: nothing may be begun, and nothing deleted. */
  | "recordUnreadable"
  | "takenOver"
  | "unsettledChange"
  | "interrupted"
  | "engineGone"
  | "wrongAccount"
  | "configurationInvalid";

/** An expected end of an operation, told to the user without a stack trace. */
export class OperationFailure extends Error {
  override readonly name = "OperationFailure";

  constructor(
    readonly kind: FailureKind,
    message: string,
  ) {
    super(message);
  }
}
