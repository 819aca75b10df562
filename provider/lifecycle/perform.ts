import type { Cloud } from "../ports/cloud";
import type { Progress } from "../procedures/move";
import { run } from "../procedures/run";
import type { Operation } from "../resources/definition";
import type { Runtime } from "./runtime";

/** Who an operation is for, and how long it may take. */
export interface Assignment {
  /** Where its progress is shown. */
  urn: string;
  verb: "create" | "update" | "delete";
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
  const { urn } = assignment;
  const show = (text: string, isLastWord = false): void => {
    runtime.showProgress(cloud.emulated ? `${text} (emulated cloud)` : text, urn, isLastWord);
  };
  const result = await runtime.queue.whenFree(
    operation.turn,
    () => {
      show("waiting for another operation on the same server");
    },
    (letOthersGoFirst) =>
      run(operation.procedure, {
        clock: cloud.clock,
        stopSignal: runtime.stopSignal,
        letOthersGoFirst,
        // An "up" would not delete what is left of it, unless it was replacing it.
        commandToGoOn:
          assignment.verb === "delete"
            ? `the same command ("pulumi destroy", or "pulumi up" of a replacement)`
            : `"pulumi up"`,
        confirmEngineAlive: () => runtime.confirmEngineAlive(),
        timeoutMilliseconds: () => assignment.timeoutMilliseconds ?? operation.defaultTimeoutMilliseconds(),
        report: (what, progress) => {
          show(withProgress(what, progress));
        },
      }),
  );
  show("complete", true);
  return result;
}

/** The percentage first: the row is narrow. An estimate is no figure of the cloud's, and says so. */
function withProgress(what: string, progress: Progress | undefined): string {
  if (!progress) return what;
  const percent = `${Math.floor(progress.fraction * 100)}%`;
  return progress.source === "estimate"
    ? `~${percent} ${what} (estimated)`
    : `${percent} ${what} (${progress.source})`;
}
