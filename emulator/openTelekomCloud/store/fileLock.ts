import { randomBytes } from "node:crypto";
import { linkSync, readdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isObject, jsonIn } from "../gateway/json";
import { isProcessAlive, processStartTime } from "./processes";

interface Holder {
  pid: number;
  /** Tells a process from an earlier one with the same number, where the system says so. */
  startTime: string | undefined;
  /** Of this taking of the lock: no other ever has the same. */
  nonce: string;
}

/**
 * A lock between processes: a file that exactly one of them can create. The file appears with its content complete (it
 * is linked, which fails where it exists, as opening with O_EXCL would), so it always names its holder.
 *
 * A dead holder's lock is replaced, never removed: two processes that both see it could otherwise remove each other's.
 * Who replaces it is settled by a lock on that very holder's nonce, and a process that dies there is replaced likewise.
 */
export class FileLock {
  private readonly startTime = processStartTime(process.pid);

  constructor(private readonly path: string) {}

  /** Whether the lock has been taken. */
  tryTake(): boolean {
    return this.take(this.path);
  }

  /** Gives the lock back. */
  release(): void {
    unlinkSync(this.path);
  }

  private take(path: string): boolean {
    const holder = holderOf(path);
    if (holder === undefined) return this.create(path);
    return !isAlive(holder) && this.replace(path, holder);
  }

  private create(path: string): boolean {
    const draft = this.draft();
    try {
      linkSync(draft, path);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
      throw error;
    } finally {
      rmSync(draft, { force: true });
    }
  }

  private replace(path: string, dead: Holder): boolean {
    const right = `${this.path}.${dead.nonce}`;
    if (!this.take(right)) return false;
    try {
      // Somebody else may have replaced it, and given the right back, since we looked.
      if (holderOf(path)?.nonce !== dead.nonce) return false;
      renameSync(this.draft(), path);
      this.removeDraftsOfTheDead();
      return true;
    } finally {
      unlinkSync(right);
    }
  }

  private draft(): string {
    const holder: Holder = {
      pid: process.pid,
      startTime: this.startTime,
      nonce: randomBytes(8).toString("hex"),
    };
    const draft = `${this.path}.draft-${process.pid}-${holder.nonce}`;
    writeFileSync(draft, JSON.stringify(holder));
    return draft;
  }

  private removeDraftsOfTheDead(): void {
    const prefix = `${basename(this.path)}.draft-`;
    for (const name of readdirSync(dirname(this.path))) {
      const pid = name.startsWith(prefix) ? parseInt(name.slice(prefix.length), 10) : NaN;
      if (!Number.isNaN(pid) && !isProcessAlive(pid)) rmSync(join(dirname(this.path), name), { force: true });
    }
  }
}

function holderOf(path: string): Holder | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  const holder = jsonIn(text);
  if (isHolder(holder)) return holder;
  throw new Error(
    `cannot use the lock ${path}: it does not name its holder, so it is damaged. Remove it when no process uses the emulated cloud in its folder`,
  );
}

function isHolder(value: unknown): value is Holder {
  return isObject(value) && typeof value["pid"] === "number" && typeof value["nonce"] === "string";
}

function isAlive({ pid, startTime }: Holder): boolean {
  if (!isProcessAlive(pid)) return false;
  const present = processStartTime(pid);
  return startTime === undefined || present === undefined || present === startTime;
}
