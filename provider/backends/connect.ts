import type { Cloud } from "../ports/cloud";
import { acceleratedClock, systemClock } from "../procedures/clock";
import { connectOpenTelekomCloud, type ConnectSurroundings } from "./openTelekomCloud/connect";
import type { Profile } from "./profile";

/** Connects to the account that a profile names: the one place that knows every backend. */
export async function connect(
  profile: Profile,
  surroundings: Omit<ConnectSurroundings, "clock" | "random" | "adapter">,
): Promise<Cloud> {
  if (!("emulator" in profile))
    return connectOpenTelekomCloud(profile, { ...surroundings, clock: systemClock, random: Math.random });
  // Loaded only where a profile asks for it.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { EmulatedOpenTelekomCloud } = require("../../emulator") as typeof import("../../emulator");
  const emulated = new EmulatedOpenTelekomCloud(profile.emulator);
  const { region, projectId, accessKey, secretKey, endpoints } = emulated.account;
  return connectOpenTelekomCloud(
    {
      ...{ cloud: "openTelekomCloud", region, projectId, accessKey, secretKey, endpoints },
      defaultTags: profile.defaultTags,
    },
    {
      ...surroundings,
      clock: acceleratedClock(() => emulated.now(), emulated.speed),
      random: Math.random,
      adapter: emulated.axiosAdapter(),
    },
  );
}
