import { z } from "zod";
import { CloudError, isPassing } from "../../ports/cloudError";
import type { Delegation, Delegations } from "../../ports/delegations";
import type { Authentication } from "../../transport/authentication";
import type { HttpClient } from "../../transport/httpClient";
import type { EnterWholeAccount } from "./wholeAccount";

const answer = z.object({ agencies: z.array(z.object({ name: z.string() })) });

/** The agency that the console calls "Xrole": with it EVS may use the account's keys. */
const diskServiceAgency = "EVSAccessKMS";

/** Agencies of Open Telekom Cloud (IAM). */
export function delegations(
  enterWholeAccount: EnterWholeAccount,
  iamWith: (authentication: Authentication) => HttpClient,
): Delegations {
  let entered: ReturnType<EnterWholeAccount> | undefined;
  const enter = async () => {
    try {
      return await (entered ??= enterWholeAccount(iamWith));
    } catch (error) {
      // A definite no is kept: asked again and again, IAM locks the user out.
      if (!(error instanceof CloudError) || isPassing(error)) entered = undefined;
      throw error;
    }
  };
  const look = async (): Promise<Delegation> => {
    const account = await enter();
    if (!account) return "unknown";
    // GET /v3.0/OS-AGENCY/agencies?domain_id={domain_id}&name=EVSAccessKMS
    const { agencies } = await iamWith(account.authentication).call({
      service: "iam",
      method: "GET",
      path: "/v3.0/OS-AGENCY/agencies",
      query: { domain_id: account.domainId, name: diskServiceAgency },
      answer,
    });
    return agencies.some(({ name }) => name === diskServiceAgency) ? "granted" : "missing";
  };
  return {
    // Only administrators may look: for everybody else it may be granted or not.
    diskServiceMayUseKeys: async () => {
      try {
        return await look();
      } catch (error) {
        if (error instanceof CloudError && error.details.status === 403) return "unknown";
        throw error;
      }
    },
  };
}
