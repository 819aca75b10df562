import type { Cloud } from "../ports/cloud";
import type { Progress } from "../procedures/move";
import { run } from "../procedures/run";
import type { Operation } from "../resources/definition";
import type { Runtime } from "./runtime";

/** Who an operation is for, and how long it may take. */
export interface Assignment {
  /** Where its progress is shown. */
  urn: string;
  server: string;
  /** undefined: the operation's own default. */
  timeoutMilliseconds: number | undefined;
}

/** Runs an operation when it is its turn on the server; its time begins then. */
export async function perform<Outputs>(
  operation: Operation<Outputs>,
  assignment: Assignment,
  cloud: Cloud,
  runtime: Runtime,
): Promise<Outputs> {
  const { urn, server } = assignment;
  const show = (text: string, isLastWord = false): void => {
    runtime.showProgress(cloud.emulated ? `${text} (emulated cloud)` : text, urn, isLastWord);
  };
  const result = await runtime.queue.whenFree(
    server,
    () => {
      show("waiting for another operation on the same server");
    },
    (letOthersGoFirst) =>
      run(operation.procedure, {
        clock: cloud.clock,
        stopSignal: runtime.stopSignal,
        letOthersGoFirst,
        confirmEngineAlive: () => runtime.confirmEngineAlive(),
        timeoutMilliseconds: assignment.timeoutMilliseconds ?? operation.defaultTimeoutMilliseconds,
        report: (what, progress) => {
          show(withProgress(what, progress));
        },
      }),
  );
  show("complete", true);
  return result;
}

/** The percentage first: the row is narrow. */
function withProgress(what: string, progress: Progress | undefined): string {
  if (!progress) return what;
  return `${Math.floor(progress.fraction * 100)}% ${what}`;
}
