import type { Cloud } from "../ports/cloud";
import type { ServerQueue } from "../procedures/serverQueue";

/** What the lifecycle needs from the process that it runs in. */
export interface Runtime {
  /**
   * The account of a resource. Fails with what the user has to put into the configuration.
   * @param profile the name of one in the stack's configuration; undefined: the stack's default
   */
  connect(profile?: string): Promise<Cloud>;
  /**
   * The tags that a profile adds to what is made; known without a call. undefined where the configuration does not
   * tell.
   */
  defaultTags(profile?: string): Record<string, string> | undefined;
  /** Tells something about a resource that stays on the screen. */
  log(severity: "info" | "warning", text: string, urn: string): void;
  /** Shows a text on the resource's own row until the next one; some are left out, but never the last word. */
  showProgress(text: string, urn: string, isLastWord: boolean): void;
  /** Throws when the engine that started this process is gone. */
  confirmEngineAlive(): Promise<void>;
  /** Aborted when the user pressed Ctrl-C or the engine is gone. */
  stopSignal: AbortSignal;
  queue: ServerQueue;
}
