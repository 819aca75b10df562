/** What the account lets the cloud's own services do for it. */
export interface Delegations {
  /** Whether disks can be encrypted with the account's keys; "unknown": these credentials may not look. */
  diskServiceMayUseKeys(): Promise<Delegation>;
}

export type Delegation = "granted" | "missing" | "unknown";
