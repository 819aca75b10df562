import { z } from "zod";
import { CloudError, isPassing } from "../../ports/cloudError";
import type { Delegation, Delegations } from "../../ports/delegations";
import type { Authentication } from "../../transport/authentication";
import type { HttpClient } from "../../transport/httpClient";
import { cloudTime, utcSeconds } from "./utcSeconds";
import type { EnterWholeAccount } from "./wholeAccount";

// An agency that has expired stays in the list; one without an end has no time.
const agency = z.object({ name: z.string(), expire_time: cloudTime.nullish().catch(undefined) });
const answer = z.object({ agencies: z.array(agency) });

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
    const iam = iamWith(account.authentication);
    const { agencies } = await iam.call({
      service: "iam",
      method: "GET",
      path: "/v3.0/OS-AGENCY/agencies",
      query: { domain_id: account.domainId, name: diskServiceAgency },
      answer,
    });
    const isInForce = ({ name, expire_time: end }: z.infer<typeof agency>): boolean =>
      name === diskServiceAgency && (!end || utcSeconds(end) > iam.cloudNow());
    return agencies.some(isInForce) ? "granted" : "missing";
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
