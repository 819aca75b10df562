import type { Cloud } from "../ports/cloud";
import type { ServerQueue } from "../procedures/serverQueue";

/** What the lifecycle needs from the process that it runs in. */
export interface Runtime {
  /** The account of the resource. Throws what the user has to put into the configuration. */
  connect(): Cloud;
  /** Shows a text on the resource's own row; `passing`: until the next one. */
  log(severity: "info" | "warning", text: string, urn: string, passing?: boolean): void;
  /** Throws when the engine that started this process is gone. */
  confirmEngineAlive(): Promise<void>;
  /** Aborted when the user pressed Ctrl-C or the engine is gone. */
  stopSignal: AbortSignal;
  queue: ServerQueue;
}
