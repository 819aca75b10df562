import type { z } from "zod";
import type { Cloud } from "../ports/cloud";
import type { Listings } from "../ports/listings";

/** Something that programs can look up. */
export interface Lookup<Args extends { profile?: string | null | undefined }, Result> {
  args: z.ZodType<Args>;
  /** How it is called, for messages. */
  usage: string;
  /**
   * Finds the one object that the arguments mean. Read-only.
   * @param call the call as the program made it, for messages
   * @param listings may be up to a minute old
   */
  find(args: Args, account: { cloud: Cloud; listings: Listings }, call: string): Promise<Result>;
}
