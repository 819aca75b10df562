import type { CloudState, JobState } from "../cloudState";
import { rfc3339WithMilliseconds } from "../dates";
import { serviceRefusal } from "../gateway/refusal";
import type { Answer, Call } from "../gateway/route";
import { isForgotten } from "../operations/isForgotten";

/** A job of IMS. How an unknown one is refused is unconfirmed; here as ECS does it, whose call is the same. */
export function getImageJob({ state, now, parameters }: Call): Answer {
  const id = parameters["job_id"] ?? "";
  const job = state.jobs.find((one) => one.service === "ims" && one.id === id);
  if (job === undefined || isForgotten(state, job, now)) {
    throw serviceRefusal("Common.0011", `The job id ${id} is invalid`);
  }
  return {
    status: 200,
    body: {
      status: job.status,
      job_id: job.id,
      job_type: job.type,
      begin_time: rfc3339WithMilliseconds(job.beginAt),
      end_time: job.endAt === null ? "" : rfc3339WithMilliseconds(job.endAt),
      error_code: job.errorCode,
      fail_reason: job.failReason,
      entities: entitiesOf(state, job),
    },
  };
}

function entitiesOf({ world }: CloudState, job: JobState): object {
  switch (job.status) {
    case "SUCCESS":
      return { image_id: job.imageId, image_name: job.imageName };
    case "FAIL":
      return { error_code: job.errorCode, fail_reason: job.failReason };
    case "RUNNING":
      return world.jobShowsImageIdWhileRunning ? { image_id: job.imageId, image_name: job.imageName } : {};
    case "INIT":
      return {};
  }
}
