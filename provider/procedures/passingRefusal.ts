import type { CloudError } from "../ports/cloudError";
import type { Clock } from "./clock";

/** How long it is waited out before the request is made again. */
const waitMilliseconds = 30_000;

/** A request that was refused because of something that passes: other work, too many calls, a broken connection. */
export class PassingRefusal {
  private last: { at: number; reason: string } | undefined;

  constructor(private readonly clock: Clock) {}

  /** Remembers the refusal; false: it will not pass. */
  note({ kind, details }: CloudError): boolean {
    if (!["busy", "throttled", "unreachable"].includes(kind)) return false;
    this.last = { at: this.clock.now(), reason: details.reason };
    return true;
  }

  /** Why the cloud cannot do it now, as long as it is not to be asked again. */
  get reason(): string | undefined {
    if (!this.last || this.clock.now() - this.last.at > waitMilliseconds) return undefined;
    return this.last.reason;
  }
}
