import { z } from "zod";

/** The four states of a job of ECS or IMS. */
export const jobStatus = z.enum(["INIT", "RUNNING", "SUCCESS", "FAIL"]);

export const jobStates = {
  INIT: "running",
  RUNNING: "running",
  SUCCESS: "succeeded",
  FAIL: "failed",
} as const;
