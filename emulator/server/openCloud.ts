import { EmulatedOpenTelekomCloud } from "../openTelekomCloud/emulatedOpenTelekomCloud";
import type { EmulatorOptions } from "../openTelekomCloud/emulatedOpenTelekomCloud";
import { Problem, reasonOf } from "./problem";

/** The emulated cloud, in memory or in a file that can be read and written. */
export function openCloud(
  stateFile: string | undefined,
  options: Omit<EmulatorOptions, "stateFile">,
): EmulatedOpenTelekomCloud {
  if (stateFile === undefined) return new EmulatedOpenTelekomCloud(options);
  try {
    return new EmulatedOpenTelekomCloud({ ...options, stateFile });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw new Problem(reasonOf(error));
    throw new Problem(
      `cannot keep the cloud in ${stateFile}: ${reasonOf(error)}. Name a file with --state that can be read and written, or leave --state out`,
    );
  }
}
