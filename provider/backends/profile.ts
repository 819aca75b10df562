import { z } from "zod";
import { openTelekomCloudProfile, type OpenTelekomCloudProfile } from "./openTelekomCloud/profile";

/** A profile of an emulated cloud: it needs no account, and brings its own credentials. */
export const emulatedProfile = z.strictObject({
  cloud: z.literal("openTelekomCloud"),
  emulator: z.strictObject({
    /** The file that holds the emulated cloud. It is made when it does not exist. */
    stateFile: z.string().min(1),
    /** How many emulated seconds pass in a real one; by default 1, or what the file says. */
    speed: z.number().positive().exactOptional(),
  }),
});

export type Profile = z.infer<typeof emulatedProfile> | OpenTelekomCloudProfile;

/** Reads one account that resources can be in. */
export function parseProfile(settings: unknown): z.ZodSafeParseResult<Profile> {
  const emulated = typeof settings === "object" && settings !== null && "emulator" in settings;
  return emulated ? emulatedProfile.safeParse(settings) : openTelekomCloudProfile.safeParse(settings);
}
