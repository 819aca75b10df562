import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import type { CloudState } from "../cloudState";
import { isObject } from "../gateway/json";
import { stateVersion } from "../stateVersion";
import { FileLock } from "./fileLock";
import type { Store } from "./store";

const pollMs = 2;
/** Far longer than any request takes: then the holder is not dead, but stuck. */
const longestWaitMs = 60_000;

/** Keeps the state in a file that several processes use at a time, and that survives their being killed. */
export class FileStore implements Store {
  private readonly lock: FileLock;
  /** What this instance last read or wrote: what has not changed since need not be written. */
  private text = "";

  constructor(
    private readonly path: string,
    private readonly begin: () => CloudState,
  ) {
    mkdirSync(dirname(path), { recursive: true });
    this.lock = new FileLock(`${path}.lock`);
  }

  async exclusively<Result>(use: (state: CloudState) => Result): Promise<Result> {
    const patience = new Patience(this.path);
    while (!this.lock.tryTake()) {
      patience.check();
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
    return this.useAndRelease(use);
  }

  exclusivelySync<Result>(use: (state: CloudState) => Result): Result {
    const patience = new Patience(this.path);
    while (!this.lock.tryTake()) {
      patience.check();
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pollMs);
    }
    return this.useAndRelease(use);
  }

  noteCall(line: string): void {
    appendFileSync(`${this.path}.calls`, `${line}\n`);
  }

  private useAndRelease<Result>(use: (state: CloudState) => Result): Result {
    try {
      const state = this.read();
      const result = use(state);
      this.write(state);
      return result;
    } finally {
      this.lock.release();
    }
  }

  private read(): CloudState {
    if (!existsSync(this.path) || statSync(this.path).size === 0) return this.begin();
    this.text = readFileSync(this.path, "utf8");
    const state = jsonIn(this.text);
    if (isCloudState(state)) return state;
    throw new Error(
      isObject(state) && "version" in state
        ? `cannot use the emulated cloud in ${this.path}: its form is ${JSON.stringify(state["version"])}, and this emulator's is ${stateVersion}. Remove the file (and ${this.path}.calls), or name another one`
        : `cannot use ${this.path}: it holds no emulated cloud. Name another file`,
    );
  }

  /** A process killed here leaves the old state or the new one, never a part of one. */
  private write(state: CloudState): void {
    const text = JSON.stringify(state);
    if (text === this.text) return;
    const draft = `${this.path}.draft`;
    writeFileSync(draft, text);
    renameSync(draft, this.path);
    this.text = text;
  }
}

/** undefined: it is no JSON. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isCloudState(state: unknown): state is CloudState {
  return isObject(state) && state["version"] === stateVersion && Array.isArray(state["servers"]);
}

class Patience {
  private readonly since = Date.now();

  constructor(private readonly path: string) {}

  check(): void {
    if (Date.now() - this.since < longestWaitMs) return;
    throw new Error(
      `cannot use the emulated cloud in ${this.path}: another process has held ${this.path}.lock for ${longestWaitMs / 1000} s`,
    );
  }
}
