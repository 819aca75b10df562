import type { CloudState, Instant, JobState } from "../cloudState";

/** Whether a job ended so long ago that the cloud no longer knows it. */
export function isForgotten(state: CloudState, job: JobState, now: Instant): boolean {
  return job.endAt !== null && now - job.endAt > 1000 * state.world.jobRecordLifetimeSeconds;
}
