import { z } from "zod";
import { OperationFailure } from "../../procedures/errors";
import type { HttpClient } from "../../transport/httpClient";

const page = z.object({ projects: z.array(z.object({ id: z.string(), name: z.string() })) });

/** The ID of a project; fails with the names that there are. */
export async function projectIdOf(name: string, iam: HttpClient): Promise<string> {
  // GET /v3/projects?name=
  const found = await iam.call({
    ...{ service: "iam", method: "GET", path: "/v3/projects", query: { name }, answer: page },
  });
  const project = found.projects.find((candidate) => candidate.name === name);
  if (project) return project.id;
  // GET /v3/auth/projects
  const reachable = await iam.call({
    ...{ service: "iam", method: "GET", path: "/v3/auth/projects", answer: page },
  });
  const names = reachable.projects.map((candidate) => candidate.name).sort();
  throw new OperationFailure(
    "configurationInvalid",
    `there is no project "${name}" that these credentials can reach, only: ${names.join(", ") || "none"}.`,
  );
}
