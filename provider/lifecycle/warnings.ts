import type { Warn } from "../resources/definition";
import type { Runtime } from "./runtime";

/** What this process tells of each resource: nothing that its check has said is said again by its operation. */
export class Warnings {
  private readonly toldByCheck = new Map<string, Set<string>>();

  constructor(private readonly runtime: Pick<Runtime, "log">) {}

  ofCheck(urn: string): Warn {
    const told = new Set<string>();
    this.toldByCheck.set(urn, told);
    return (text) => {
      if (!told.has(text)) this.runtime.log("warning", text, urn);
      told.add(text);
    };
  }

  ofOperation(urn: string): Warn {
    return (text) => {
      if (!this.toldByCheck.get(urn)?.has(text)) this.runtime.log("warning", text, urn);
    };
  }
}
