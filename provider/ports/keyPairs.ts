/** The public half of a key to log in with. */
export interface KeyPair {
  name: string;
  /** undefined: the cloud does not say. */
  fingerprint: string | undefined;
}

export interface KeyPairs {
  /** undefined: there is none that this user can see. Another user's exists all the same. */
  get(name: string): Promise<KeyPair | undefined>;
}
