import type { Engine } from "./engine";

const shortestPauseMilliseconds = 1_000;

/**
 * Texts on a resource's row that replace each other: only when changed, and at most one a second. What comes too
 * early is shown when its time has come, unless something newer is there; the last word of an operation at once.
 */
export class ProgressLines {
  private readonly shown = new Map<string, { text: string; at: number }>();
  private readonly late = new Map<string, NodeJS.Timeout>();

  /** @param now the computer's own time in milliseconds: it is the terminal that is spared */
  constructor(
    private readonly engine: Pick<Engine, "log">,
    private readonly now: () => number,
  ) {}

  show(text: string, urn: string, isLastWord: boolean): void {
    clearTimeout(this.late.get(urn));
    this.late.delete(urn);
    const last = this.shown.get(urn);
    if (last?.text === text) return;
    const early = last ? last.at + shortestPauseMilliseconds - this.now() : 0;
    if (isLastWord || early <= 0) return this.showNow(text, urn);
    const timer = setTimeout(() => {
      this.late.delete(urn);
      this.showNow(text, urn);
    }, early);
    this.late.set(urn, timer.unref());
  }

  private showNow(text: string, urn: string): void {
    this.shown.set(urn, { text, at: this.now() });
    this.engine.log("info", text, urn, true);
  }
}
