import assert from "node:assert/strict";
import { EmulatedOpenTelekomCloud, fleetIds } from "../../emulator";
import type { EmulatorOptions, ServiceName } from "../../emulator";
import { SignedClient } from "./signedClient";
import type { Answered, RequestOptions } from "./signedClient";

/** A cloud whose time stands still until a test moves it, with a client that signs. */
export class TestCloud {
  readonly cloud: EmulatedOpenTelekomCloud;
  readonly client: SignedClient;
  private nowMs = Date.UTC(2026, 2, 1, 12);

  constructor(options: Omit<EmulatorOptions, "now"> = {}) {
    this.cloud = new EmulatedOpenTelekomCloud({ ...options, now: () => this.nowMs });
    this.client = new SignedClient(this.cloud);
  }

  /** Moves the cloud's time on. */
  pass(seconds: number): void {
    this.nowMs += 1000 * seconds;
  }

  call(
    service: ServiceName,
    method: string,
    path: string,
    body?: unknown,
    more: Omit<RequestOptions, "body"> = {},
  ): Promise<Answered> {
    return this.client.call(service, method, path, { body, ...more });
  }

  /** Submits an image of web-01, or of what `changes` says; the answer may be a refusal. */
  submit(changes: Record<string, unknown> = {}): Promise<Answered> {
    return this.call("ims", "POST", "/v1/cloudimages/wholeimages/action", { ...submission, ...changes });
  }

  /** Submits an image and returns the job's id. */
  async begin(changes: Record<string, unknown> = {}): Promise<string> {
    const { status, body } = await this.submit(changes);
    assert.equal(status, 200, JSON.stringify(body));
    return body.job_id as string;
  }

  /** Makes an image, waits until its backup is done, and returns the image's id. */
  async make(changes: Record<string, unknown> = {}): Promise<string> {
    const job = await this.begin(changes);
    this.pass(3600);
    return (await this.job(job)).body.entities.image_id as string;
  }

  job(id: string): Promise<Answered> {
    return this.call("ims", "GET", `/v1/{pid}/jobs/${id}`);
  }

  /** Asks to change the OS of db-01, which is stopped, to what `changes` says; the answer may be a refusal. */
  changeOs(changes: Record<string, unknown> = {}, id: string = fleetIds.db01): Promise<Answered> {
    const body = { "os-change": { imageid: fleetIds.ubuntu, keyname: "fleet-key", ...changes } };
    return this.call("ecs", "POST", `/v2/{pid}/cloudservers/${id}/changeos`, body);
  }

  /** Begins to change the OS of db-01 and returns the job's id. */
  async beginOsChange(changes: Record<string, unknown> = {}, id: string = fleetIds.db01): Promise<string> {
    const { status, body } = await this.changeOs(changes, id);
    assert.equal(status, 200, JSON.stringify(body));
    return body.job_id as string;
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into it
  async ecsJob(id: string): Promise<any> {
    return (await this.call("ecs", "GET", `/v1/{pid}/jobs/${id}`)).body;
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into it
  async systemDisk(id: string = fleetIds.db01): Promise<any> {
    const attached = (await this.server(id))["os-extended-volumes:volumes_attached"] as {
      id: string;
      bootIndex: string;
    }[];
    const system = attached.find(({ bootIndex }) => bootIndex === "0")?.id ?? "";
    return (await this.call("evs", "GET", `/v2/{pid}/os-vendor-volumes/${system}`)).body.volume;
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into it
  async server(id: string = fleetIds.web01): Promise<any> {
    return (await this.call("ecs", "GET", `/v1/{pid}/cloudservers/${id}`)).body.server;
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into it
  async images(query = "__imagetype=private"): Promise<any[]> {
    return (await this.call("ims", "GET", `/v2/cloudimages?${query}`)).body.images;
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into it
  async backups(query = ""): Promise<any[]> {
    return (await this.call("cbr", "GET", `/v3/{pid}/backups?${query}`)).body.backups;
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into it
  async operationLogs(query = ""): Promise<any[]> {
    return (await this.call("cbr", "GET", `/v3/{pid}/operation-logs?${query}`)).body.operation_logs;
  }
}

/** A submission that is accepted. */
export const submission = {
  name: "web-01 full",
  instance_id: fleetIds.web01,
  vault_id: fleetIds.vaultServers,
};

/** The default durations for web-01 (340 GB), as README.md says them. */
export const web01Seconds = { queue: 5, snapshots: 60 + 0.2 * 340, backup: 250 + 340 };

/** The default durations of a change of an OS, as README.md says them. */
export const osChangeSeconds = { queue: 5, untilDiskIsReplaced: 630, all: 900, injection: 300 };

/** The cloud's code in a refusal, whatever the service. */
export function codeOf({ body }: Answered): string | undefined {
  return (body?.error?.code ?? body?.error_code) as string | undefined;
}

/** Asserts status and code of a refusal. */
export function assertRefused(answered: Answered, status: number, code: string): void {
  assert.deepEqual([answered.status, codeOf(answered)], [status, code], JSON.stringify(answered.body));
}
