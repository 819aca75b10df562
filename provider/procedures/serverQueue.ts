import { Mutex } from "async-mutex";

/** Leaves the turn for as long as `wait` takes, and takes it again after that. */
export type LetOthersGoFirst = (wait: () => Promise<void>) => Promise<void>;

/** One operation at a time on each server, within this process. Across processes the records see to it. */
export class ServerQueue {
  private readonly turns = new Map<string, Mutex>();

  /** Runs `work` when no other operation of this process is at work on the server. */
  async whenFree<T>(
    serverId: string,
    onWait: () => void,
    work: (letOthersGoFirst: LetOthersGoFirst) => Promise<T>,
  ): Promise<T> {
    const turn = this.turns.get(serverId) ?? new Mutex();
    this.turns.set(serverId, turn);
    if (turn.isLocked()) onWait();
    let release = await turn.acquire();
    try {
      return await work(async (wait) => {
        release();
        try {
          await wait();
        } finally {
          release = await turn.acquire();
        }
      });
    } finally {
      release();
    }
  }

  /** Whether this process is at work on the server. */
  isBusy(serverId: string): boolean {
    return this.turns.get(serverId)?.isLocked() ?? false;
  }
}
