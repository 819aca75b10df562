/** What stops the command: said in one message, with the remedy. */
export class Problem extends Error {
  override readonly name = "Problem";

  constructor(
    message: string,
    /** 2: the command was called in the wrong way; 1: it could not do what was asked. */
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(message);
  }
}

/** The reason in an error of the system or of a parser, as one line. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.message.split("\n")[0] ?? error.name) : String(error);
}
