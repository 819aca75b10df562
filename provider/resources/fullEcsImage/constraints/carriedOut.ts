import type { CarriedOut } from "../../../constraints/constraint";

const guide = "otc-full-ecs-image";

/** The documented statements that are steps, watches or outputs of a full-ECS image. */
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
    id: "FEI-02",
    as: "procedure",
    where: "deadline.ts: defaultTimeoutMilliseconds",
    statement:
      "There is no fixed deadline: by default it is 60 minutes and one more for each GiB of the disks, and the user can set it.",
    source: { document: guide, section: "Background" },
  },
  {
    id: "FEI-03",
    as: "procedure",
    where: "createProcedure.ts: begin",
    statement:
      "A task in progress on the ECS is waited for before anything is submitted, until the deadline.",
    source: { document: guide, section: "Background" },
  },
  {
    id: "FEI-05",
    as: "guard",
    where: "disturbance.ts: disturbanceOf",
    statement:
      "While the image is made, a stop, start or restart of the ECS or the loss of its system disk is watched for and named in the failure; nothing but the operation's own record is written to the ECS.",
    source: { document: guide, section: "Background" },
  },
  {
    id: "FEI-06",
    as: "procedure",
    where: "createProcedure.ts: followImage",
    statement:
      "While only the disk snapshots exist, the image serves the source's availability zone alone: the resource is complete when the restriction has gone, or earlier where the user settles for that.",
    source: { document: guide, section: "Background" },
  },
  {
    id: "FEI-06",
    as: "output",
    where: "outputs.ts: restriction",
    statement: "The availability zone that the image is restricted to is shown.",
    source: { document: guide, section: "Background" },
  },
  {
    id: "FEI-07",
    as: "output",
    where: "followUps.ts: changeOsWithCare",
    statement:
      "Used for an OS change, the image writes the system disk only: to restore or migrate data disks, a new server is created.",
    source: { document: guide, section: "Background" },
  },
  {
    id: "FEI-11",
    as: "output",
    where: "outputs.ts: factsOfImage",
    statement: "A full-ECS image can be neither exported nor replicated.",
    source: { document: guide, section: "Constraints" },
  },
  {
    id: "FEI-13",
    as: "procedure",
    where: "submission.ts: submit",
    statement: "The image is requested with source ECS, server backup vault, name and description.",
    source: { document: guide, section: "Procedure, step 2" },
  },
  {
    id: "FEI-14",
    as: "procedure",
    where: "vault.ts: ensureVault",
    statement: "Where there is no server backup vault, one of protection type Backup is made.",
    source: { document: guide, section: "Procedure, step 2" },
  },
  {
    id: "FEI-16",
    as: "procedure",
    where: "createProcedure.ts: followImage",
    statement: "Complete when the image is Normal; the failed states end the operation.",
    source: { document: guide, section: "Procedure, step 3" },
  },
  {
    id: "FEI-16",
    as: "procedure",
    where: "failures.ts: jobFailed",
    statement: "A failed job ends the operation with the service's reason.",
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
  {
    id: "FEI-17",
    as: "procedure",
    where: "adoptOperation.ts: decideAdoption",
    statement: "'Available in AZ X' is waited for with an image that is adopted, too.",
    source: { document: guide, section: "Procedure, step 3" },
  },
  {
    id: "FEI-18",
    as: "output",
    where: "followUps.ts: createServer",
    statement: "An ECS can be created from the image, whose data disks are set up automatically.",
    source: { document: guide, section: "Follow-up Procedure" },
  },
  {
    id: "FEI-18",
    as: "output",
    where: "outputs.ts: factsOfBackup",
    statement: "The data disks that the image holds are an output.",
    source: { document: guide, section: "Follow-up Procedure" },
  },
];
