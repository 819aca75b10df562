import type { Cloud } from "../ports/cloud";
import { acceleratedClock, systemClock } from "../procedures/clock";
import { openTelekomCloud } from "./openTelekomCloud";
import type { Profile } from "./profile";

/** Connects to the account that a profile names: the one place that knows every backend. */
export function connect(profile: Profile, stopSignal: AbortSignal): Cloud {
  if (!("emulator" in profile))
    return openTelekomCloud(profile, { clock: systemClock, stopSignal, random: Math.random });
  // Loaded only where a profile asks for it, and at once: connecting is no asynchronous matter.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { EmulatedOpenTelekomCloud } = require("../../emulator") as typeof import("../../emulator");
  const emulated = new EmulatedOpenTelekomCloud(profile.emulator);
  const { region, projectId, accessKey, secretKey, endpoints } = emulated.account;
  return openTelekomCloud(
    { cloud: "openTelekomCloud", region, projectId, accessKey, secretKey, endpoints },
    {
      clock: acceleratedClock(() => emulated.now(), emulated.speed),
      stopSignal,
      random: Math.random,
      adapter: emulated.axiosAdapter(),
    },
  );
}
