import type { AccessKey } from "./signing";

/** A user of IAM who logs in. */
export interface Login {
  userName: string;
  password: string;
  /** The account that owns the user. */
  domain: { name: string } | { id: string };
}

export type Credentials = AccessKey | Login;

export function isAccessKey(credentials: Credentials): credentials is AccessKey {
  return "accessKey" in credentials;
}
