import type { CloudState } from "../cloudState";
import type { Store } from "./store";

/** Keeps the state in memory: nothing is copied. */
export class MemoryStore implements Store {
  constructor(private readonly state: CloudState) {}

  async exclusively<Result>(use: (state: CloudState) => Result): Promise<Result> {
    return use(this.state);
  }

  exclusivelySync<Result>(use: (state: CloudState) => Result): Result {
    return use(this.state);
  }

  noteCall(): void {
    // The instance keeps its own list.
  }
}
