import type { JobState } from "../cloudState";
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
  const [first = "", ...others] = job.serverIds;
  if (others.length === 0) return { status: 200, body: jobView(job, job.id, { server_id: first }) };

  const subJobs = job.serverIds.map((server_id, index) => jobView(job, `${job.id}-${index}`, { server_id }));
  const entities = { sub_jobs_total: subJobs.length, sub_jobs: subJobs };
  return { status: 200, body: jobView(job, job.id, entities) };
}

function jobView(job: JobState, id: string, entities: object): object {
  return {
    status: job.status,
    job_id: id,
    job_type: job.type,
    begin_time: rfc3339WithMilliseconds(job.beginAt),
    end_time: job.endAt === null ? "" : rfc3339WithMilliseconds(job.endAt),
    error_code: job.errorCode,
    fail_reason: job.failReason,
    entities,
  };
}
