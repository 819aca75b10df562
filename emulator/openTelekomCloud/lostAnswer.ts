/** The connection broke, or nobody answered in time: whether the request had an effect is not known to the caller. */
export class LostAnswer extends Error {
  override readonly name = "LostAnswer";

  constructor(readonly code: "ECONNRESET" | "ETIMEDOUT" | "ENOTFOUND") {
    super(
      { ECONNRESET: "socket hang up", ETIMEDOUT: "connection timed out", ENOTFOUND: "host not found" }[code],
    );
  }
}
