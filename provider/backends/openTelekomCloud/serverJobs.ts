import { z } from "zod";
import type { ServerJob, Servers } from "../../ports/servers";
import type { HttpClient } from "../../transport/httpClient";
import type { Redactor } from "../../transport/redaction";
import { ifThere } from "./ifThere";
import { jobStates, jobStatus } from "./jobStates";
import { cloudTime, utcSeconds } from "./utcSeconds";
import { textIfAny } from "./wireValues";

/** Where a job says why it failed: at the top, or in a part of it. */
const failing = z.object({
  error_code: textIfAny.catch(undefined),
  fail_reason: textIfAny.catch(undefined),
});
const subJob = failing.extend({
  status: z.string().nullish(),
  entities: z.object({ errorcode_message: textIfAny }).nullish().catch(undefined),
});
const jobAnswer = failing.extend({
  job_id: z.string(),
  status: jobStatus,
  end_time: cloudTime.nullish().catch(undefined),
  entities: z
    .object({ errorcode_message: textIfAny, sub_jobs: z.array(subJob).nullish() })
    .nullish()
    .catch(undefined),
});

/** Jobs of servers (ECS). */
export function serverJobs(http: HttpClient, projectId: string, redactor: Redactor): Pick<Servers, "job"> {
  return {
    // GET /v1/{project_id}/jobs/{job_id}
    job: (id) =>
      ifThere(async () => {
        const path = `/v1/${projectId}/jobs/${id}`;
        const job = await http.call({ service: "ecs", method: "GET", path, answer: jobAnswer });
        return toJob(job, redactor);
      }),
  };
}

function toJob(job: z.infer<typeof jobAnswer>, redactor: Redactor): ServerJob {
  return {
    id: job.job_id,
    state: jobStates[job.status],
    failure: job.status === "FAIL" ? failureOf(job, redactor) : undefined,
    endedAt: job.end_time ? utcSeconds(job.end_time) : undefined,
  };
}

function failureOf(job: z.infer<typeof jobAnswer>, redactor: Redactor): ServerJob["failure"] {
  const part = job.entities?.sub_jobs?.find(({ status }) => status === "FAIL");
  const reason =
    job.fail_reason ??
    part?.fail_reason ??
    part?.entities?.errorcode_message ??
    job.entities?.errorcode_message ??
    "no reason given";
  // A reason may quote what was asked for.
  return { code: job.error_code ?? part?.error_code ?? "no code", reason: redactor.redact(reason) };
}
