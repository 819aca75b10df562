import type { JobState, SubJobState } from "../cloudState";
import { rfc3339WithMilliseconds } from "../dates";
import { isForgotten } from "../operations/isForgotten";
import { serviceRefusal } from "../gateway/refusal";
import type { Answer, Call } from "../gateway/route";

/** A job of ECS. */
export function getServerJob({ state, now, parameters }: Call): Answer {
  const id = parameters["job_id"] ?? "";
  const job = state.jobs.find((one) => one.service === "ecs" && one.id === id);
  if (job === undefined || isForgotten(state, job, now)) {
    throw serviceRefusal("Common.0011", `The job id ${id} is invalid`);
  }
  if (job.subJobs !== undefined) {
    const entities = { sub_jobs_total: job.subJobs.length, sub_jobs: subJobViews(job, job.subJobs) };
    return { status: 200, body: jobView(job, job.id, entities) };
  }
  const [first = "", ...others] = job.serverIds;
  if (others.length === 0) return { status: 200, body: jobView(job, job.id, { server_id: first }) };

  const subJobs = job.serverIds.map((server_id, index) => jobView(job, `${job.id}-${index}`, { server_id }));
  const entities = { sub_jobs_total: subJobs.length, sub_jobs: subJobs };
  return { status: 200, body: jobView(job, job.id, entities) };
}

function subJobViews({ id, serverIds }: JobState, subJobs: SubJobState[]): object[] {
  return subJobs.map((subJob, index) => {
    const failure = subJob.failReason === null ? {} : { errorcode_message: subJob.failReason };
    return jobView(subJob, `${id}-${index}`, { server_id: serverIds[0], ...failure });
  });
}

function jobView(job: JobState | SubJobState, id: string, entities: object): object {
  return {
    status: job.status,
    job_id: id,
    job_type: job.type,
    begin_time: job.beginAt === null ? "" : rfc3339WithMilliseconds(job.beginAt),
    end_time: job.endAt === null ? "" : rfc3339WithMilliseconds(job.endAt),
    error_code: job.errorCode,
    fail_reason: job.failReason,
    entities,
  };
}
