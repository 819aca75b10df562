import type { CloudErrorKind } from "../../ports/cloudError";
import type { Refusal, Reply } from "../../transport/httpClient";
import { pageTitle } from "../../transport/pageTitle";

/** A definite no of ECS: its reference warns that the HTTP status may not be accurate. */
const definiteCodes = [
  ...["Common.0002", "Common.0018"],
  // The request, the image, the account.
  ...["Ecs.0005", "Ecs.0007", "Ecs.0011", "Ecs.0023", "Ecs.0025", "Ecs.0031", "Ecs.0032", "Ecs.0034"],
  ...["Ecs.0058", "Ecs.0074", "Ecs.0075", "Ecs.0090", "Ecs.0304", "Ecs.0306", "Ecs.0314", "Ecs.0912"],
  // The server, its disks, its tags.
  ...["Ecs.0021", "Ecs.0030", "Ecs.0101", "Ecs.0105", "Ecs.0503", "Ecs.0605"],
  ...["Ecs.0905", "Ecs.0906", "Ecs.0907", "Ecs.0908"],
];

/** What the services' own codes mean for the caller, where the HTTP status does not tell. */
const kindsByCode: Record<string, CloudErrorKind> = {
  ...Object.fromEntries(definiteCodes.map((code) => [code, "refused" as const])),
  // The documented dresses of throttling; nothing was done.
  "APIGW.0308": "throttled",
  "APIG.0308": "throttled",
  "Common.1503": "throttled",
  "Common.0024": "throttled",
  "IMG.0060": "throttled",
  "IMG.0187": "throttled",
  "IAM.0012": "throttled",
  "Ecs.0603": "throttled",
  // A job that the cloud does not know, or not any more.
  "Common.0011": "notFound",
  "IMG.0027": "notFound",
  "IMG.0086": "notFound",
  "IMG.0144": "notFound",
  "Ecs.0114": "notFound",
  "Ecs.0614": "notFound",
  "BackupService.6105": "notFound",
  // A server that does not belong to the vault, or not any more.
  "BackupService.6135": "notFound",
  "BackupService.6200": "notFound",
  // The gateway does not know the address: that says nothing of the object.
  "APIGW.0101": "refused",
  "APIG.0101": "refused",
  // The delegation is missing, which is no matter of the credentials.
  "EVS.2143": "refused",
  "IMG.0009": "nameTaken",
  // Permissions, whatever the status.
  "Common.0013": "denied",
  "Ecs.0003": "denied",
  "Ecs.0004": "denied",
  "Ecs.0110": "denied",
  "Pdp.0001": "denied",
  // The ECS has a running task, is being backed up; the image or the backup is not ready for this yet.
  "IMG.0010": "busy",
  "IMG.0136": "busy",
  "IMG.0032": "busy",
  "IMG.0132": "busy",
  "IMG.0046": "busy",
  "IMG.0090": "busy",
  "IMG.0176": "busy",
  "Ecs.0073": "busy",
  // Which servers can be backed up could not be read.
  "IMG.0181": "busy",
  // The state of the server does not fit, the whole-server image's backup is not ready: both pass.
  "Ecs.0100": "busy",
  "Ecs.0048": "busy",
  "BackupService.6125": "busy",
  "BackupService.6203": "busy",
  "BackupService.6204": "busy",
  // "Internal error": whether it was done is not said.
  "IMG.0014": "answerLost",
  "IMG.0018": "answerLost",
  "IMG.0023": "answerLost",
  "IMG.0061": "answerLost",
  "Ecs.0002": "answerLost",
  "Common.0001": "answerLost",
  // Something that it began with failed on the way.
  "Ecs.0202": "answerLost",
  "Ecs.0204": "answerLost",
  "Ecs.0226": "answerLost",
  "Ecs.0402": "answerLost",
  // A service behind it failed, or did not answer in time.
  "Ecs.1000": "answerLost",
  "Ecs.1001": "answerLost",
  "Ecs.1002": "answerLost",
  "Ecs.1100": "answerLost",
  "Ecs.1200": "answerLost",
  "Ecs.1201": "answerLost",
  "Ecs.1300": "answerLost",
};

/** Reads the error bodies of the gateway, ECS, IMS, EVS, CBR, KMS and IAM; undefined for a result. */
export function refusalIn({ status, body }: Reply): Refusal | undefined {
  const error = errorIn(body);
  const kind = error?.code === undefined ? undefined : kindsByCode[error.code];
  // 202 is "accepted" as well as "throttled": a job decides, then the code. In any other result a code is part of what
  // was asked for, such as the one of a job that failed.
  if (status < 300 && !(status === 202 && kind === "throttled" && !hasJob(body))) return undefined;
  // A web page comes from something on the way: its 404 says nothing of the object.
  const page = pageTitle(body);
  return {
    kind: kind ?? (status === 404 && page !== undefined ? "answerLost" : kindByStatus(status)),
    code: error?.code,
    reason: error?.message ?? page ?? "the cloud refused without a reason",
    requestId: error?.requestId,
  };
}

function hasJob(body: unknown): boolean {
  const jobId = typeof body === "object" && body !== null && "job_id" in body ? body.job_id : undefined;
  return typeof jobId === "string" && jobId !== "";
}

function kindByStatus(status: number): CloudErrorKind {
  if (status === 404) return "notFound";
  if (status === 429) return "throttled";
  if (status === 401 || status === 403) return "denied";
  return status >= 500 ? "answerLost" : "refused";
}

interface ErrorBody {
  code: string;
  message: string;
  /** Only the gateway puts it there. */
  requestId: string | undefined;
}

/** The code and the message, in whichever of the documented shapes they come. */
function errorIn(body: unknown): ErrorBody | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  const fields = body as Record<string, unknown>;
  const code = fields["error_code"] ?? fields["code"];
  const message = fields["error_msg"] ?? fields["message"];
  if (typeof code === "string" || typeof code === "number")
    return {
      code: String(code),
      message: text(message) ?? "no message",
      requestId: text(fields["request_id"]),
    };
  for (const inner of Object.values(fields)) {
    const found = typeof inner === "object" && !Array.isArray(inner) ? errorIn(inner) : undefined;
    if (found) return found;
  }
  return undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
