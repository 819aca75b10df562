import type { CloudState } from "../cloudState";

/** Where the state is kept. */
export interface Store {
  /** Lets `use` read and change the state while nobody else does; waits without blocking this process. */
  exclusively<Result>(use: (state: CloudState) => Result): Promise<Result>;
  /** The same for callers that cannot wait asynchronously. */
  exclusivelySync<Result>(use: (state: CloudState) => Result): Result;
  /** Keeps a line about a call where others can read it, too. To be called within `exclusively`. */
  noteCall(line: string): void;
}
