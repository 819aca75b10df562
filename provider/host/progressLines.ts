import type { Engine } from "./engine";

const shortestPauseMilliseconds = 1_000;

/**
 * Texts on a resource's row that replace each other: only when changed, and at most one a second; but the
 * last word of an operation always.
 */
export class ProgressLines {
  private readonly shown = new Map<string, { text: string; at: number }>();

  constructor(private readonly engine: Pick<Engine, "log">) {}

  show(text: string, urn: string, nowMilliseconds: number, isLastWord: boolean): void {
    const last = this.shown.get(urn);
    if (last?.text === text) return;
    if (last && !isLastWord && nowMilliseconds - last.at < shortestPauseMilliseconds) return;
    this.shown.set(urn, { text, at: nowMilliseconds });
    this.engine.log("info", text, urn, true);
  }
}
