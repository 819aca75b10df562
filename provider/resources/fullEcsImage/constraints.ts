import type { CarriedOut, Constraint } from "../../constraints/constraint";
import type { Server } from "../../ports/servers";
import type { FullEcsImageInputs } from "./inputs";

/** What the constraints look at. An input that is not known yet is absent. */
export interface Facts {
  inputs: Partial<FullEcsImageInputs>;
  /** undefined: not looked up; null: there is none. */
  server?: Server | null;
  /** Why something could not be looked up. */
  notLookedUp?: string;
}

const guide = "otc-full-ecs-image";

/** The documented conditions of a full-ECS image. */
export const fullEcsImageConstraints: readonly Constraint<Facts>[] = [
  {
    id: "FEI-03",
    stage: "preflight",
    statement:
      "The source ECS is Running or Stopped. A task in progress on it is announced at preview and waited for when acting.",
    source: { document: guide, section: "Background" },
    verdict({ inputs, server, notLookedUp }) {
      if (notLookedUp !== undefined) return { kind: "unknown", why: notLookedUp };
      if (inputs.server === undefined || server === undefined) return { kind: "notApplicable" };
      if (server === null)
        return {
          kind: "violated",
          property: "server",
          seen: `there is no server ${inputs.server} in this project`,
          expected: "the ID of an ECS that is Running or Stopped",
          remedy: "Look the ID up in the ECS console, and check the profile's region and project.",
        };
      if (server.state === "other")
        return {
          kind: "violated",
          property: "server",
          seen: `${server.name} is ${server.stateText}`,
          expected: "Running (ACTIVE) or Stopped (SHUTOFF)",
          remedy: "Start or stop the server, then run again.",
        };
      return server.task === undefined
        ? { kind: "met" }
        : { kind: "met", announce: `${server.name} is busy (${server.task}): this will be waited for.` };
    },
  },
  {
    id: "FEI-15",
    stage: "input",
    statement: "Name and description obey the service's limits.",
    source: { document: "otc-ims-api", section: "Request parameters" },
    verdict({ inputs: { name, description } }) {
      if (name !== undefined && !/^(?! )[A-Za-z0-9._\- ]{1,128}(?<! )$/.test(name))
        return {
          kind: "violated",
          property: "name",
          seen: `${JSON.stringify(name)} (${name.length} characters)`,
          expected: "1 to 128 letters, digits, '-', '.', '_' and blanks, no blank first or last",
          remedy: "Choose another name.",
        };
      if (typeof description === "string" && (description.length > 1024 || /[<>\r\n]/.test(description)))
        return {
          kind: "violated",
          property: "description",
          seen: `${description.length} characters${/[<>\r\n]/.test(description) ? ", with <, > or a line break" : ""}`,
          expected: "at most 1024 characters without <, > and line breaks",
          remedy: "Shorten the description or take these characters out.",
        };
      return { kind: "met" };
    },
  },
];

/** The documented statements that are steps or outputs of a full-ECS image. */
export const fullEcsImageCarriedOut: readonly CarriedOut[] = [
  {
    id: "FEI-01",
    as: "procedure",
    where: "createProcedure.ts: missingDisks",
    statement:
      "The image holds the whole ECS: it is complete only when its backup holds the system disk and every data disk.",
    source: { document: guide, section: "Scenarios" },
  },
  {
    id: "FEI-06",
    as: "output",
    where: "outputs.ts: availableOnlyIn; createProcedure.ts: followImage",
    statement:
      "While only the disk snapshots exist, the image serves the source's availability zone alone: the zone is shown, and the resource is complete when the restriction has gone.",
    source: { document: guide, section: "Background" },
  },
  {
    id: "FEI-13",
    as: "procedure",
    where: "createOperation.ts: submit",
    statement: "The image is requested with source ECS, server backup vault, name and description.",
    source: { document: guide, section: "Procedure, step 2" },
  },
  {
    id: "FEI-16",
    as: "procedure",
    where: "createProcedure.ts: followImage, jobFailed",
    statement:
      "Complete when the image is Normal; failed states end the operation with the service's reason.",
    source: { document: guide, section: "Procedure, step 3" },
  },
  {
    id: "FEI-17",
    as: "procedure",
    where: "createProcedure.ts: followImage",
    statement:
      "'Available in AZ X' is waited for until it goes, which takes about 10 minutes, depending on the data volume.",
    source: { document: guide, section: "Procedure, step 3" },
  },
];
