import type { Authentication } from "../../transport/authentication";
import { noAuthentication } from "../../transport/authentication";
import type { HttpClient } from "../../transport/httpClient";
import type { Redactor } from "../../transport/redaction";
import { AccessKeyAuthentication } from "./accessKeyAuthentication";
import type { AccountSettings } from "./accountSettings";
import { readCatalogue, type Catalogue } from "./catalogue";
import { isAccessKey, type Login } from "./credentials";
import { projectIdOf } from "./projects";
import type { AccessKey } from "./signing";
import { TokenAuthentication } from "./tokenAuthentication";
import { wholeAccountOfAccessKey, wholeAccountOfUser, type EnterWholeAccount } from "./wholeAccount";

/** The way into an account. */
export interface Entry {
  projectId: string;
  authentication: Authentication;
  enterWholeAccount: EnterWholeAccount;
  /** What IAM says of the services' addresses, where it was to be asked. */
  catalogue: Catalogue;
}

export interface EntryOptions {
  /** A client for IAM. */
  iamWith: (authentication: Authentication) => HttpClient;
  asksCatalogue: boolean;
  redactor: Redactor;
  /** The real time in milliseconds. */
  wallNow: () => number;
}

/** Finds the project, and makes what authenticates the calls in it. */
export async function enter(
  { credentials, project }: Pick<AccountSettings, "credentials" | "project">,
  options: EntryOptions,
): Promise<Entry> {
  return isAccessKey(credentials)
    ? enterWithAccessKey(credentials, project, options)
    : enterAsUser(credentials, project, options);
}

async function enterWithAccessKey(
  key: AccessKey,
  project: AccountSettings["project"],
  { iamWith, asksCatalogue }: EntryOptions,
): Promise<Entry> {
  // IAM belongs to no project.
  const iam = iamWith(new AccessKeyAuthentication(key, {}));
  const projectId = "id" in project ? project.id : await projectIdOf(project.name, iam);
  const authentication = new AccessKeyAuthentication(key, { "X-Project-Id": projectId });
  const catalogue = asksCatalogue ? await readCatalogue(iamWith(authentication)) : [];
  return { projectId, authentication, enterWholeAccount: wholeAccountOfAccessKey(key), catalogue };
}

async function enterAsUser(
  login: Login,
  project: AccountSettings["project"],
  { iamWith, asksCatalogue, redactor, wallNow }: EntryOptions,
): Promise<Entry> {
  const iam = iamWith(noAuthentication);
  const options = { login, scope: { project }, iam, withCatalogue: asksCatalogue, redactor, wallNow };
  const authentication = new TokenAuthentication(options);
  const entry = { authentication, enterWholeAccount: wholeAccountOfUser(login, { redactor, wallNow }) };
  // With everything known, the login can wait until it is needed.
  if ("id" in project && !asksCatalogue) return { ...entry, projectId: project.id, catalogue: [] };
  const { scopeId, catalogue } = await authentication.token();
  return { ...entry, projectId: scopeId, catalogue };
}
