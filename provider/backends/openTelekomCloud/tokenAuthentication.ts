import { z } from "zod";
import { CloudError, isPassing } from "../../ports/cloudError";
import type { Authentication } from "../../transport/authentication";
import type { HttpClient, Reply } from "../../transport/httpClient";
import type { Redactor } from "../../transport/redaction";
import { catalogue, type Catalogue } from "./catalogue";
import type { Login } from "./credentials";

/** What a login gives. */
export interface Token {
  value: string;
  /** The project, or the account, that it is for. */
  scopeId: string;
  /** Empty unless it was asked for. */
  catalogue: Catalogue;
  /** Milliseconds on the clock of `TokenOptions.wallNow`. */
  loggedInAt: number;
  renewFrom: number;
}

export interface TokenOptions {
  login: Login;
  /** What the token is for: a project, or the account as a whole. */
  scope: { project: { id: string } | { name: string } } | { domain: Login["domain"] };
  /** Calls IAM without authentication. */
  iam: HttpClient;
  withCatalogue: boolean;
  /** Where the token is noted as a secret. */
  redactor: Redactor;
  /** The real time in milliseconds: the cloud judges a token's life by it, also where a procedure's clock is faster. */
  wallNow: () => number;
}

/** A token is renewed so long before it expires, but never before nine tenths of its life have passed. */
const marginMilliseconds = 10 * 60_000;
/** One that was refused when it was younger than this was not too old: another one would be refused, too. */
const youngMilliseconds = 60_000;

const answer = z.object({
  value: z.string().min(1),
  scope: z.object({ id: z.string().min(1) }),
  token: z.object({
    issued_at: z.iso.datetime({ offset: true }),
    expires_at: z.iso.datetime({ offset: true }),
    catalog: catalogue.optional(),
  }),
});

/** Logs in as a user of IAM when a token is needed: once for all who need it at that time. */
export class TokenAuthentication implements Authentication {
  private login: Promise<Token> | undefined;
  private current: Token | undefined;

  constructor(private readonly options: TokenOptions) {}

  /** The present token, or a new one. */
  async token(): Promise<Token> {
    if (this.current && this.options.wallNow() >= this.current.renewFrom) this.forget();
    this.login ??= this.logIn();
    return this.login;
  }

  async headersFor(): Promise<Record<string, string>> {
    return { "X-Auth-Token": (await this.token()).value };
  }

  judged(headers: Record<string, string>, verdict: "accepted" | "unknown" | CloudError): boolean {
    if (verdict === "accepted" || verdict === "unknown") return false;
    // Somebody else's refusal may have led to a new one in the meantime.
    if (headers["X-Auth-Token"] !== this.current?.value) return true;
    const age = this.options.wallNow() - (this.current?.loggedInAt ?? 0);
    if (age < youngMilliseconds) return false;
    this.forget();
    return true;
  }

  private forget(): void {
    this.login = undefined;
    this.current = undefined;
  }

  private async logIn(): Promise<Token> {
    try {
      this.current = await this.askForToken();
      return this.current;
    } catch (error) {
      // A definite no is kept: asked again and again, IAM locks the user out.
      if (!(error instanceof CloudError) || isPassing(error)) this.login = undefined;
      throw error;
    }
  }

  private async askForToken(): Promise<Token> {
    const { login, scope, iam, withCatalogue, redactor, wallNow } = this.options;
    const { userName, password, domain } = login;
    const asked = wallNow();
    // POST /v3/auth/tokens
    const {
      value,
      scope: held,
      token,
    } = await iam.call({
      service: "iam",
      method: "POST",
      path: "/v3/auth/tokens",
      ...(!withCatalogue && { query: { nocatalog: "true" } }),
      body: {
        auth: {
          identity: { methods: ["password"], password: { user: { name: userName, password, domain } } },
          scope: wireScope(scope, domain),
        },
      },
      from: ({ headers, body }: Reply) => {
        const { token } = body as { token?: { project?: unknown; domain?: unknown } };
        const held = "project" in scope ? token?.project : token?.domain;
        return { token, scope: held, value: headers["x-subject-token"] };
      },
      answer,
    });
    redactor.add(value);
    const life = Date.parse(token.expires_at) - Date.parse(token.issued_at);
    return {
      value,
      scopeId: held.id,
      catalogue: token.catalog ?? [],
      loggedInAt: asked,
      renewFrom: asked + Math.max(life - marginMilliseconds, life * 0.9),
    };
  }
}

function wireScope(scope: TokenOptions["scope"], domain: Login["domain"]): object {
  if ("domain" in scope) return scope;
  const { project } = scope;
  return { project: "id" in project ? project : { ...project, domain } };
}
