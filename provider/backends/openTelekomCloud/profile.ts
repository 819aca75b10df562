import { z } from "zod";
import { isLoopback } from "../../transport/loopback";
import { defaultTags } from "./defaultTags";

const given = z.string().min(1, "is empty");

/** An address without a path of its own version; in the clear only on this computer. */
const address = z.url().refine(
  (text) => {
    const { protocol, hostname } = new URL(text);
    return protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
  },
  { message: "expected https://…; http only for an address on this computer" },
);

const seconds = z.number().positive("expected more than 0 seconds").max(600, "expected 600 seconds at most");

/** The services that are called. */
export const services = ["iam", "ecs", "ims", "cbr", "evs", "kms"] as const;

/** A profile of Open Telekom Cloud, as it stands in the stack's configuration. docs/configuration.md explains it. */
export const openTelekomCloudProfile = z
  .strictObject({
    cloud: z.literal("openTelekomCloud"),
    region: z
      .string()
      .regex(/^[a-z0-9-]+$/, 'expected the name of a region, for example "eu-de"')
      .optional(),
    projectId: given.optional(),
    projectName: given.optional(),
    accessKey: given.optional(),
    secretKey: given.optional(),
    securityToken: given.optional(),
    userName: given.optional(),
    password: given.optional(),
    domainName: given.optional(),
    domainId: given.optional(),
    clouds: given.optional(),
    endpoints: z.partialRecord(z.enum(services), address).optional(),
    endpointsFrom: z.enum(["region", "catalogue"]).optional(),
    proxy: z
      .union([z.literal("none"), z.url({ protocol: /^https?$/ })], 'expected http://host:port, or "none"')
      .optional(),
    caFile: given.optional(),
    timeouts: z
      .strictObject({ connectSeconds: seconds.optional(), answerSeconds: seconds.optional() })
      .optional(),
    // Slower, no run could tell that it was the only one to begin: procedures/journal.ts.
    callsPerSecond: z.number().min(1).max(1000).optional(),
    defaultTags,
  })
  .superRefine((profile, context) => {
    const clash = (path: keyof typeof profile, message: string): void =>
      context.addIssue({ code: "custom", path: [path], message });
    const { accessKey, secretKey, securityToken, userName, password } = profile;
    const hasKey = (accessKey ?? secretKey ?? securityToken) !== undefined;
    if (hasKey && (userName ?? password) !== undefined)
      clash(
        "userName",
        "stands beside an access key: give either accessKey and secretKey, or userName and password",
      );
    if (securityToken !== undefined && accessKey === undefined)
      clash("securityToken", "belongs to a temporary accessKey, which is missing");
    if (profile.projectId !== undefined && profile.projectName !== undefined)
      clash("projectName", "stands beside projectId: give one of them");
    if (profile.domainId !== undefined && profile.domainName !== undefined)
      clash("domainName", "stands beside domainId: give one of them");
  });

export type OpenTelekomCloudProfile = z.infer<typeof openTelekomCloudProfile>;

/** The settings of a profile that are secret. Of `proxy`, its user and password are. */
export const secretSettings = ["accessKey", "secretKey", "securityToken", "password"] as const;
