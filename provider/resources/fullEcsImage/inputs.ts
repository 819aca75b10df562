import { z } from "zod";
import type { ChangeEffect } from "../definition";

const uuid = (what: string) =>
  z
    .string()
    .regex(
      /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
      `expected the ID of ${what} (a UUID, shown in the console)`,
    );

/** Inputs of FullEcsImage; `sdk/fullEcsImage.ts` documents them for users. */
export const fullEcsImageInputs = z.strictObject({
  server: uuid("a server"),
  vault: z.strictObject(
    { id: uuid("a server backup vault") },
    {
      error: ({ code }) =>
        code === "invalid_type" ? `expected { id: "<ID of a server backup vault>" }` : undefined,
    },
  ),
  name: z.string(),
  description: z.string().nullish(),
});

export type FullEcsImageInputs = z.infer<typeof fullEcsImageInputs>;

/** What changing an input does: another source or vault means another image. */
export const fullEcsImageChanges: Record<keyof FullEcsImageInputs, ChangeEffect> = {
  server: "replace",
  vault: "replace",
  name: "update",
  description: "update",
};
