/** The form of `CloudState`: counted up when a state file of before can no longer be read. */
export const stateVersion = 3;
