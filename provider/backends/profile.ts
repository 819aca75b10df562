import { z } from "zod";
import { openTelekomCloudProfile } from "./openTelekomCloud/profile";

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

/** One account that resources can be in. */
export const profile = z.union([emulatedProfile, openTelekomCloudProfile]);

export type Profile = z.infer<typeof profile>;
