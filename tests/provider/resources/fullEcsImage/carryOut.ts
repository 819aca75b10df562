import type { Progress } from "../../../../provider/procedures/move";
import { run } from "../../../../provider/procedures/run";
import type { Operation } from "../../../../provider/resources/definition";
import type { Clock } from "../../../../provider/procedures/clock";

/** A text on the resource's row. */
export interface Shown {
  what: string;
  progress?: Progress | undefined;
}

/** Runs an operation to its end in its own default time. */
export function carryOut<Outputs>(
  operation: Operation<Outputs>,
  clock: Clock,
  shown: Shown[] = [],
): Promise<Outputs> {
  return run(operation.procedure, {
    clock,
    stopSignal: new AbortController().signal,
    confirmEngineAlive: () => Promise.resolve(),
    commandToGoOn: `"pulumi up"`,
    timeoutMilliseconds: () => operation.defaultTimeoutMilliseconds(),
    letOthersGoFirst: (wait) => wait(),
    report: (what, progress) => shown.push({ what, progress }),
  });
}

/** The error that an operation ends in. */
export async function errorOf(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("it succeeded");
}
