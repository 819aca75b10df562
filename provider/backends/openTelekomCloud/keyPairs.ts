import { z } from "zod";
import type { KeyPairs } from "../../ports/keyPairs";
import type { HttpClient } from "../../transport/httpClient";
import { percentEncode } from "../../transport/httpClient";
import { ifThere } from "./ifThere";
import { textIfAny } from "./wireValues";

const answer = z.object({ keypair: z.object({ name: z.string(), fingerprint: textIfAny }) });

/** Key pairs of whoever calls (ECS). */
export function keyPairs(http: HttpClient, projectId: string): KeyPairs {
  return {
    // GET /v2/{project_id}/os-keypairs/{name}: another user's is not found either.
    get: (name) =>
      ifThere(async () => {
        const path = `/v2/${projectId}/os-keypairs/${percentEncode(name)}`;
        const { keypair } = await http.call({ service: "ecs", method: "GET", path, answer });
        return { name: keypair.name, fingerprint: keypair.fingerprint };
      }),
  };
}
