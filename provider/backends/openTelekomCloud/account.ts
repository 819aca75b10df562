import type { Authentication } from "../../transport/authentication";
import { Redactor } from "../../transport/redaction";
import { AccessKeyAuthentication } from "./accessKeyAuthentication";
import { endpointOf, type Endpoints } from "./endpoints";
import type { AccessKey } from "./signing";
import { wholeAccountOfAccessKey, type EnterWholeAccount } from "./wholeAccount";

/** An account of Open Telekom Cloud, with all that a call to it needs. */
export interface Account {
  region: string;
  projectId: string;
  authentication: Authentication;
  /** For what belongs to no project. */
  enterWholeAccount: EnterWholeAccount;
  endpointOf: (service: string) => string;
  /** What the credentials are and where they come from, to be said where the cloud does not accept them. */
  credentialsDescription: string;
  defaultTags: Record<string, string>;
  /** Knows every secret, and learns those that are sent. */
  redactor: Redactor;
}

/** An account that is called with an access key, at the region's own addresses or others. */
export function accountOfAccessKey(
  settings: AccessKey & { region: string; projectId: string; endpoints?: Endpoints["overrides"] },
): Account {
  const { region, projectId, endpoints = {} } = settings;
  return {
    ...{ region, projectId },
    authentication: new AccessKeyAuthentication(settings, { "X-Project-Id": projectId }),
    enterWholeAccount: wholeAccountOfAccessKey(settings),
    endpointOf: (service) => endpointOf(service, { region, overrides: endpoints }),
    credentialsDescription: "an access key",
    defaultTags: {},
    redactor: new Redactor(),
  };
}
