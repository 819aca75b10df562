import { z } from "zod";

/** A profile of Open Telekom Cloud, as it stands in the stack's configuration. */
export const openTelekomCloudProfile = z.strictObject({
  cloud: z.literal("openTelekomCloud"),
  /** For example "eu-de". */
  region: z.string().regex(/^[a-z0-9-]+$/),
  projectId: z.string().min(1),
  accessKey: z.string().min(1),
  secretKey: z.string().min(1),
  /** Only for temporary keys. */
  securityToken: z.string().min(1).optional(),
  /** Addresses that differ from the region's own, by service. */
  endpoints: z.partialRecord(z.enum(["iam", "ecs", "ims", "cbr", "evs"]), z.url()).optional(),
});

export type OpenTelekomCloudProfile = z.infer<typeof openTelekomCloudProfile>;
