import assert from "node:assert/strict";
import {
  EmulatedOpenTelekomCloud,
  emulatedAccount,
  fleetIds,
  type EmulatorOptions,
  type RecordedCall,
} from "../../../../emulator";
import { openTelekomCloud } from "../../../../provider/backends/openTelekomCloud";
import { accountOfAccessKey, type Account } from "../../../../provider/backends/openTelekomCloud/account";
import type { Cloud } from "../../../../provider/ports/cloud";
import { CloudError, type CloudErrorKind } from "../../../../provider/ports/cloudError";
import type { WholeServerImageRequest } from "../../../../provider/ports/images";
import { fakeClock, scripted, type ScriptedReply, type SeenRequest } from "../../scriptedHttp";

export const projectId = emulatedAccount.projectId;

const { region, accessKey, secretKey } = emulatedAccount;

export const account = (): Account => accountOfAccessKey({ region, projectId, accessKey, secretKey });

export const surroundings = () => ({
  clock: fakeClock(),
  stopSignal: new AbortController().signal,
  random: () => 0.5,
});

/** The backend in front of an emulated cloud whose time a test moves. */
export class Connection {
  readonly emulated: EmulatedOpenTelekomCloud;
  readonly cloud: Cloud;
  private nowMs = Date.UTC(2026, 2, 1, 12);

  constructor(options: Omit<EmulatorOptions, "now"> = {}) {
    this.emulated = new EmulatedOpenTelekomCloud({ ...options, now: () => this.nowMs });
    this.cloud = openTelekomCloud(account(), { ...surroundings(), adapter: this.emulated.axiosAdapter() });
  }

  /** The cloud's time, in seconds since 1970. */
  get now(): number {
    return this.nowMs / 1000;
  }

  pass(seconds: number): void {
    this.nowMs += seconds * 1000;
  }

  /** The next call to this path is answered so; or each one, `times` times. */
  answer(path: string, status: number, body?: unknown, times = 1): void {
    this.emulated.addFault({ id: path, kind: "status", match: { path }, status, body, times });
  }

  /** What was called, for example "GET ims /v2/cloudimages?id=1". */
  calls(): string[] {
    const text = ({ method, service, path, query }: RecordedCall): string =>
      `${method} ${service} ${path}${query && `?${query}`}`;
    return this.emulated.calls.map(text);
  }

  /** Submits an image of web-01, and gives the job. */
  async submit(changes: Partial<WholeServerImageRequest> = {}): Promise<string> {
    const { jobId } = await this.cloud.images.submitWholeServerImage({
      serverId: fleetIds.web01,
      vaultId: fleetIds.vaultServers,
      name: "web-01 full",
      description: undefined,
      tags: {},
      enterpriseProject: undefined,
      minRamMb: undefined,
      maxRamMb: undefined,
      mark: "0123456789ab_0123456789abcdef",
      ...changes,
    });
    return jobId;
  }

  /** Makes an image of web-01 and waits until its backup is complete; gives its ID. */
  async make(changes: Partial<WholeServerImageRequest> = {}): Promise<string> {
    const jobId = await this.submit(changes);
    this.pass(3600);
    const job = await this.cloud.images.job(jobId);
    assert.ok(job?.imageId);
    return job.imageId;
  }
}

/** The backend in front of these replies, one after the other. */
export function cloudThatSays(...replies: ScriptedReply[]): { cloud: Cloud; requests: SeenRequest[] } {
  const { adapter, requests } = scripted(...replies);
  return { cloud: openTelekomCloud(account(), { ...surroundings(), adapter }), requests };
}

/** What a request asks for, for example "GET /v2/cloudimages". */
export const asked = ({ method, url }: SeenRequest): string => `${method} ${url.pathname}`;

/** The parameters of a request, whatever their order. */
export const query = ({ url }: SeenRequest): Record<string, string> => Object.fromEntries(url.searchParams);

/** The JSON that a request carries. */
export const sent = ({ body }: SeenRequest): unknown => (body === undefined ? undefined : JSON.parse(body));

/** Throws unless the call fails in this way. */
export async function assertFails(call: Promise<unknown>, kind: CloudErrorKind): Promise<void> {
  await assert.rejects(call, (error) => {
    assert.ok(error instanceof CloudError, String(error));
    assert.equal(error.kind, kind);
    return true;
  });
}

/** A service that is out of order, for as long as a call is repeated. */
export const outOfOrder = { status: 503, body: { error_code: "APIGW.0613", error_msg: "unavailable" } };
