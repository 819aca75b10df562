/** As Pulumi calls what notes a stack trace for each promise, to be printed where one of them leaks, and where it is. */
const noteFunction = "debuggablePromise";
const noteFile = /[\\/]@pulumi[\\/]pulumi[\\/]runtime[\\/]/;

type PrepareStackTrace = (error: Error, frames: NodeJS.CallSite[]) => unknown;

/**
 * Until the returned function is called, Pulumi's notes on its own promises have no stack traces. It takes four of them
 * for every property of a resource, and where ts-node maps each line of them to its source they are more than half of
 * what a program takes to run. Every other stack trace is as ever, and so are these where leaks are looked for.
 */
export function leaveOutLeakTraces(): () => void {
  const before = Reflect.get(Error, "prepareStackTrace") as PrepareStackTrace | undefined;
  // What nobody maps costs little.
  if (!before || process.env["PULUMI_DEBUG_PROMISE_LEAKS"]) return () => undefined;
  const withoutNotes = (error: Error, frames: NodeJS.CallSite[]): unknown =>
    isNote(frames[0]) ? "" : before(error, frames);
  Error.prepareStackTrace = withoutNotes;
  return () => {
    // What somebody else has set meanwhile stays.
    if (Error.prepareStackTrace === withoutNotes) Error.prepareStackTrace = before;
  };
}

function isNote(frame: NodeJS.CallSite | undefined): boolean {
  return frame?.getFunctionName() === noteFunction && noteFile.test(frame.getFileName() ?? "");
}
