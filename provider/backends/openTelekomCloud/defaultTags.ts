import { z } from "zod";
import { markKey } from "../../ports/mark";

/** Tags that a profile puts on everything that is made, within the limits that the cloud sets for tags. */
export const defaultTags = z
  .record(
    z.string(),
    z.string().regex(/^[A-Za-z0-9_-]{0,43}$/, "a tag's value has 0 to 43 letters, digits, _ and -"),
  )
  .superRefine((tags, context) => {
    for (const key of Object.keys(tags)) {
      if (!/^[A-Za-z0-9_-]{1,36}$/.test(key))
        context.addIssue({
          code: "custom",
          path: [key],
          message: "a tag's key has 1 to 36 letters, digits, _ and -",
        });
      if (key === markKey)
        context.addIssue({
          code: "custom",
          path: [key],
          message: "this package sets that tag itself: use another key",
        });
    }
  })
  .optional();
