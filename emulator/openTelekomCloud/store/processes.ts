import { readFileSync } from "node:fs";

/** Whether there is a process with this number. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it exists, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  // A killed process whose parent has not yet asked for its end still has its number, but does nothing any more.
  return statOf(pid)?.state !== "Z";
}

/** When a process was started, in the system's own count; undefined where the system does not tell. */
export function processStartTime(pid: number): string | undefined {
  return statOf(pid)?.startTime;
}

function statOf(pid: number): { state: string | undefined; startTime: string | undefined } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name, in parentheses, may hold anything: what counts comes after it.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0], startTime: fields[19] };
  } catch {
    return undefined;
  }
}
