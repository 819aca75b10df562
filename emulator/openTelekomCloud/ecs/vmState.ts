const vmStates = {
  ACTIVE: "active",
  REBOOT: "active",
  HARD_REBOOT: "active",
  REBUILD: "stopped",
  SHUTOFF: "stopped",
  BUILD: "building",
  ERROR: "error",
  RESIZE: "active",
  REVERT_RESIZE: "resized",
  VERIFY_RESIZE: "resized",
  MIGRATING: "active",
  DELETED: "deleted",
  SHELVED: "shelved",
  SHELVED_OFFLOADED: "shelved_offloaded",
  UNKNOWN: "error",
} as const;

/** Every status that the reference names. */
export const serverStatuses = Object.keys(vmStates) as (keyof typeof vmStates)[];

/** The state of the virtual machine that belongs to a server's status. */
export function vmStateOf(status: string): string {
  return (vmStates as Record<string, string>)[status] ?? "error";
}

/** 1 running, 4 shut down, 0 none of both. */
export function powerStateOf(status: string): 0 | 1 | 4 {
  const vmState = vmStateOf(status);
  return vmState === "active" ? 1 : vmState === "stopped" ? 4 : 0;
}
