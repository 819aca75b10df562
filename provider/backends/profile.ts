import { z } from "zod";
import { defaultTags } from "./openTelekomCloud/defaultTags";
import { namesAnAccount } from "./openTelekomCloud/environment";
import {
  openTelekomCloudProfile,
  secretSettings,
  type OpenTelekomCloudProfile,
} from "./openTelekomCloud/profile";

/** A profile of an emulated cloud: it needs no account, and brings its own credentials. */
export const emulatedProfile = z.strictObject({
  cloud: z.literal("openTelekomCloud"),
  emulator: z.strictObject({
    /** The file that holds the emulated cloud. It is made when it does not exist. */
    stateFile: z.string().min(1),
    /** How many emulated seconds pass in a real one; by default 1, or what the file says. */
    speed: z.number().positive().exactOptional(),
  }),
  defaultTags,
});

export type Profile = z.infer<typeof emulatedProfile> | OpenTelekomCloudProfile;

/** Reads one account that resources can be in. */
export function parseProfile(settings: unknown): z.ZodSafeParseResult<Profile> {
  const emulated = typeof settings === "object" && settings !== null && "emulator" in settings;
  return emulated ? emulatedProfile.safeParse(settings) : openTelekomCloudProfile.safeParse(settings);
}

/** The account that the environment alone names; undefined where it names none. */
export function profileOfEnvironment(environment: NodeJS.ProcessEnv): Profile | undefined {
  return namesAnAccount(environment) ? { cloud: "openTelekomCloud" } : undefined;
}

/** The secret values among a profile's settings, whether they are valid or not. */
export function secretsIn(settings: unknown): string[] {
  if (typeof settings !== "object" || settings === null) return [];
  const values = settings as Record<string, unknown>;
  return secretSettings.map((name) => values[name]).filter((value) => typeof value === "string");
}
