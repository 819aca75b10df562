import { z } from "zod";
import type { OsChange, Servers } from "../../ports/servers";
import type { HttpClient } from "../../transport/httpClient";
import type { Redactor } from "../../transport/redaction";

const jobBegun = z
  .object({ job_id: z.string().min(1) })
  .transform(({ job_id }): { jobId: string } => ({ jobId: job_id }));

/** What is done to servers (ECS). */
export function serverActions(
  http: HttpClient,
  projectId: string,
  redactor: Redactor,
): Pick<Servers, "stop" | "start" | "changeOs"> {
  // POST /v1/{project_id}/cloudservers/action: what is done already is refused, not done again.
  const power = (body: object): Promise<{ jobId: string }> => {
    const path = `/v1/${projectId}/cloudservers/action`;
    return http.call({ service: "ecs", method: "POST", path, body, answer: jobBegun });
  };
  return {
    stop: (id, how) => power({ "os-stop": { type: how === "hard" ? "HARD" : "SOFT", servers: [{ id }] } }),
    start: (id) => power({ "os-start": { servers: [{ id }] } }),
    // POST /v2/{project_id}/cloudservers/{server_id}/changeos: the only form that this cloud documents, for images that
    // take injection. It needs a stopped server.
    changeOs: (id, request) => {
      // Before they are sent: the cloud may quote them, as they are or encoded.
      redactor.add(request.adminPassword, request.userData);
      const path = `/v2/${projectId}/cloudservers/${id}/changeos`;
      const body = { "os-change": wireRequest(request) };
      return http.call({ service: "ecs", method: "POST", path, body, once: true, answer: jobBegun });
    },
  };
}

/** What is not asked for is left out: absent is the default, and some of it is undocumented. */
function wireRequest({ imageId, keyName, keyPairOwner, adminPassword, ...rest }: OsChange): object {
  const metadata = {
    ...(rest.byol && { BYOL: "true" }),
    ...(rest.userData !== undefined && { user_data: base64(rest.userData) }),
    ...(rest.encryption && { __system__encrypted: "1", __system__cmkid: rest.encryption.keyId }),
  };
  return {
    imageid: imageId,
    ...(keyName !== undefined && { keyname: keyName }),
    ...(keyPairOwner !== undefined && { userid: keyPairOwner }),
    // The reference has not had it since 2023; other editions of the same service do.
    ...(adminPassword !== undefined && { adminpass: adminPassword }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
  };
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}
