import type { CloudState, Instant } from "../cloudState";
import type { ServiceName } from "../account";
import type { Fault, FaultInPlace } from "./fault";

/** What a fault looks at in a request. */
export interface FaultTarget {
  service: ServiceName;
  method: string;
  path: string;
}

/** Puts a fault into the cloud. */
export function putFault(state: CloudState, fault: Fault): void {
  state.faults.push({ ...structuredClone(fault), spared: 0, fired: 0 });
}

/** The fault of these kinds that hits this request, if any: it is counted as fired. */
export function takeFault<Kind extends Fault["kind"]>(
  state: CloudState,
  kinds: readonly Kind[],
  target: FaultTarget,
  at: Instant,
): (FaultInPlace & { kind: Kind }) | undefined {
  if (state.faults.length === 0) return undefined;
  let taken: FaultInPlace | undefined;
  for (const fault of state.faults) {
    if (!(kinds as readonly string[]).includes(fault.kind) || !hits(fault, target)) continue;
    if (fault.spared < (fault.match.after ?? 0)) fault.spared += 1;
    else taken ??= fault;
  }
  if (taken === undefined) return undefined;

  taken.fired += 1;
  state.firedFaults.push({ id: taken.id, kind: taken.kind, at, ...target });
  if (taken.fired >= (taken.times ?? 1)) state.faults.splice(state.faults.indexOf(taken), 1);
  return taken as FaultInPlace & { kind: Kind };
}

function hits({ match }: FaultInPlace, target: FaultTarget): boolean {
  if (match.service !== undefined && match.service !== target.service) return false;
  if (match.method !== undefined && match.method.toUpperCase() !== target.method) return false;
  return match.path === undefined || new RegExp(match.path).test(target.path);
}
