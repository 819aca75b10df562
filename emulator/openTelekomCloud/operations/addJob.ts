import type { CloudState, Instant, JobState } from "../cloudState";

type Known = Pick<JobState, "id" | "service" | "type" | "serverIds"> &
  Partial<Pick<JobState, "imageId" | "imageName" | "subJobs">>;

/** Notes a job that has not begun yet. */
export function addJob(state: CloudState, now: Instant, known: Known): void {
  state.jobs.push({
    ...{ status: "INIT", beginAt: now, endAt: null, errorCode: null, failReason: null },
    ...{ imageId: null, imageName: null },
    ...known,
  });
}
