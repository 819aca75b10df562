import type { Cloud } from "../../ports/cloud";
import type { ServerJob } from "../../ports/servers";
import type { OperationRecord } from "../../procedures/operationRecord";
import { unlessRefused } from "../unlessRefused";
import type { Attempt } from "./outcome";

/** The submissions of an operation with their jobs: also those that the record could not name. */
export class Attempts {
  made: Attempt[];
  /** The job that was looked at last. */
  lastJob: ServerJob | undefined;
  private past: { ids: string; jobs: ServerJob[] } | undefined;

  constructor(
    private readonly cloud: Pick<Cloud, "servers">,
    earlier: readonly Attempt[] = [],
  ) {
    this.made = [...earlier];
  }

  begin(record: OperationRecord | undefined): void {
    if (!record || this.of(record)) return;
    this.made = [...this.made, { intendedAt: isoTime(record.attemptAt), result: "underWay" }];
  }

  noteJob(record: OperationRecord | undefined, jobId: string): void {
    this.change(record, { jobId });
  }

  noteEnd(
    record: OperationRecord | undefined,
    result: Attempt["result"],
    failure?: { code: string; reason: string },
  ): void {
    this.begin(record);
    const jobId = this.jobIdOf(record);
    this.change(record, {
      result,
      ...(jobId !== undefined && { jobId }),
      ...(failure && { failure: `${failure.code}: ${failure.reason}` }),
    });
  }

  /** The request was refused: it is no attempt. */
  forget(record: OperationRecord | undefined): void {
    this.made = this.made.filter((attempt) => !record || attempt !== this.of(record));
  }

  jobIdOf(record: OperationRecord | undefined): string | undefined {
    return record && (record.jobId ?? this.of(record)?.jobId);
  }

  /** The job of the attempt in the record; undefined: not known, or the cloud does not know it any more. */
  async job(record: OperationRecord): Promise<ServerJob | undefined> {
    const jobId = this.jobIdOf(record);
    if (jobId === undefined) return undefined;
    // What has ended stays so, also after the cloud has forgotten it.
    if (this.lastJob?.id === jobId && this.lastJob.state !== "running") return this.lastJob;
    const job = await this.cloud.servers.job(jobId);
    if (job) this.lastJob = job;
    return job;
  }

  /** The jobs of attempts that have failed, for their codes. */
  async failedJobs({ earlier, ...record }: OperationRecord): Promise<ServerJob[]> {
    const ids = [earlier?.jobId, this.jobIdOf(record)].filter((id) => id !== undefined);
    if (this.past?.ids === ids.join()) return this.past.jobs;
    const found = await Promise.all(ids.map((id) => unlessRefused(() => this.cloud.servers.job(id))));
    const jobs = found.filter((job) => job !== undefined);
    this.past = { ids: ids.join(), jobs };
    return jobs;
  }

  private of({ attemptAt }: OperationRecord): Attempt | undefined {
    return this.made.find(({ intendedAt }) => intendedAt === isoTime(attemptAt));
  }

  private change(record: OperationRecord | undefined, changes: Partial<Attempt>): void {
    const one = record && this.of(record);
    this.made = this.made.map((attempt) => (attempt === one ? { ...attempt, ...changes } : attempt));
  }
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
