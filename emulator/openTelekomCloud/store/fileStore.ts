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
import { isObject, jsonIn } from "../gateway/json";
import type { JsonObject } from "../gateway/json";
import { stateVersion } from "../stateVersion";
import { FileLock } from "./fileLock";
import type { Store } from "./store";

const pollMs = 2;
/** Far longer than any request takes: then the holder is not dead, but stuck. */
const longestWaitMs = 60_000;
/** 16 MB: about a hundred thousand calls. */
const mostBytesOfCalls = 16 * 1024 * 1024;

/** What has to be in every state. */
const lists: {
  [Name in keyof CloudState as CloudState[Name] extends readonly unknown[] ? Name : never]: true;
} = {
  servers: true,
  vaults: true,
  images: true,
  backups: true,
  jobs: true,
  operationLogs: true,
  keyPairs: true,
  kmsKeys: true,
  agencies: true,
  osChanges: true,
  tokens: true,
  temporaryKeys: true,
  operations: true,
  faults: true,
  firedFaults: true,
};
const objects = { account: true, clock: true, world: true, diskQuota: true, history: true };

/** Keeps the state in a file that several processes use at a time, and that survives their being killed. */
export class FileStore implements Store {
  private readonly lock: FileLock;
  /** What this instance last read or wrote: what has not changed since need not be written. */
  private text = "";

  constructor(
    private readonly path: string,
    private readonly begin: () => CloudState,
  ) {
    makeFolder(dirname(path));
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
    const path = `${this.path}.calls`;
    appendFileSync(path, `${line}\n`);
    if (statSync(path).size > mostBytesOfCalls) this.forgetOlderCalls(path);
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
    if (!existsSync(this.path)) return this.begin();
    this.text = readFileSync(this.path, "utf8");
    const removeIt = `Remove the file (and ${this.path}.calls), or name another one`;
    if (this.text === "") throw new Error(`cannot use ${this.path}: it is empty. ${removeIt}`);
    const state = jsonIn(this.text);
    if (!isObject(state) || !("version" in state)) {
      throw new Error(`cannot use ${this.path}: it holds no emulated cloud. Name another file`);
    }
    const damage = damageOf(state);
    if (damage === undefined) return state as unknown as CloudState;
    throw new Error(`cannot use the emulated cloud in ${this.path}: ${damage}. ${removeIt}`);
  }

  /** The newer half stays. */
  private forgetOlderCalls(path: string): void {
    const text = readFileSync(path);
    const middle = text.indexOf("\n", text.length / 2) + 1;
    const draft = `${path}.draft`;
    writeFileSync(draft, text.subarray(middle));
    renameSync(draft, path);
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

/** One level alone: making several hangs for ever in folders of the system such as /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  try {
    mkdirSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Another process was faster.
    if (code === "EEXIST") return;
    if (code !== "ENOENT") throw error;
    throw new Error(
      `cannot make the folder ${folder}: ${dirname(folder)} does not exist, or takes no folders. Make the folder first, or name a file in another one`,
      { cause: error },
    );
  }
}

/** Why a state cannot be used; undefined: it can. */
function damageOf(state: JsonObject): string | undefined {
  const version = state["version"];
  if (version !== stateVersion) {
    return `its form is ${JSON.stringify(version)}, and this emulator's is ${stateVersion}`;
  }
  const list = Object.keys(lists).find((name) => !Array.isArray(state[name]));
  if (list !== undefined) return `it is damaged, because "${list}" must be a list`;
  const object = Object.keys(objects).find((name) => !isObject(state[name]));
  if (object !== undefined) return `it is damaged, because "${object}" must be an object`;
  return undefined;
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
