import type { CloudError } from "../../ports/cloudError";
import type { Authentication, OutgoingRequest } from "../../transport/authentication";
import { sign, type AccessKey } from "./signing";

/**
 * Signs each request. A key that fails several times in a row is refused by the gateway for minutes, whatever is
 * signed with it then: so the first request goes alone, and when it was not accepted, no other one is sent.
 */
export class AccessKeyAuthentication implements Authentication {
  private firstRequest: Promise<void> | undefined;
  private endFirstRequest: (() => void) | undefined;
  private wasAccepted = false;
  private refusal: CloudError | undefined;

  /** @param scope "X-Project-Id" or "X-Domain-Id" with its value; {} for what belongs to no project */
  constructor(
    private readonly key: AccessKey,
    private readonly scope: Record<string, string>,
  ) {}

  async headersFor(request: OutgoingRequest): Promise<Record<string, string>> {
    if (this.firstRequest) await this.firstRequest;
    else
      this.firstRequest = new Promise((resolve) => {
        this.endFirstRequest = resolve;
      });
    if (this.refusal) throw this.refusal;
    // The gateway judges the age of a signature by the real time, whatever the clock of a procedure says.
    return sign(request, this.key, this.scope, new Date());
  }

  judged(_headers: Record<string, string>, verdict: "accepted" | "unknown" | CloudError): boolean {
    if (verdict === "accepted") this.wasAccepted = true;
    // A key that was accepted before is right: then the refusal concerns one request.
    else if (verdict !== "unknown" && !this.wasAccepted) this.refusal = verdict;
    this.endFirstRequest?.();
    return false;
  }
}
