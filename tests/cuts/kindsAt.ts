import type { CutKind } from "./cutKinds";

/** A run that was not cut. */
interface Run {
  /** For example "GET /v2/cloudimages". */
  calls: readonly string[];
  /** When each of them was made, in milliseconds. */
  callTimes: readonly number[];
}

/** More than calls that follow each other, and less than anything is waited for. */
const atOnceMilliseconds = 1000;

/**
 * Those of the kinds that differ at a call. A look has no effect, so that before and after it are the same schedule; a process
 * that dies right after a call leaves what it leaves when it dies before a look that follows at once; and everything else
 * strikes the first and the last of the looks that are alike between two writes.
 */
export function kindsAt({ calls, callTimes }: Run, at: number, kinds: readonly CutKind[]): CutKind[] {
  if (!isLook(calls[at])) return [...kinds];
  const isAtOnce = at > 0 && (callTimes[at] ?? 0) - (callTimes[at - 1] ?? 0) < atOnceMilliseconds;
  const isOneOfMany = isMadeBefore(calls, at) && isMadeAgain(calls, at);
  const isAlike = (kind: CutKind): boolean =>
    kind.endsWith("After") || (isDeath(kind) ? isAtOnce : isOneOfMany);
  return kinds.filter((kind) => !isAlike(kind));
}

function isDeath(kind: CutKind): boolean {
  return kind.startsWith("killed") || kind.startsWith("engineKilled");
}

/** Whether the same look was made since the last write. */
function isMadeBefore(calls: readonly string[], at: number): boolean {
  const lastWrite = calls.slice(0, at).findLastIndex((call) => !isLook(call));
  return calls.slice(lastWrite + 1, at).includes(calls[at] ?? "");
}

/** Whether the same look is made again before the next write. */
function isMadeAgain(calls: readonly string[], at: number): boolean {
  return isMadeBefore([...calls].reverse(), calls.length - 1 - at);
}

function isLook(call = ""): boolean {
  return call.startsWith("GET ");
}
