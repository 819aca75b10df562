import type { Definition } from "../definition";
import { osReplacementCarriedOut, osReplacementConstraints, type Facts } from "./constraints";
import { createOperation, followOperation } from "./createOperation";
import { osReplacementChanges, osReplacementInputs, type OsReplacementInputs } from "./inputs";
import type { OsReplacementOutputs } from "./outputs";
import { previewFacts, resumptionFacts } from "./preflight";
import { deleteOperation, updateOperation } from "./quietOperation";
import { readServer } from "./readServer";

/**
 * Another operating system on a server that exists. It deletes the server's system disk: at most once an attempt, at most
 * twice in all, and only with consent that names what is lost. It never touches data disks, and never changes a server
 * that already is as asked for. Calls: server list, detail, metadata, tags, stop, start, change of the OS, job (ECS); image
 * list (IMS); disks and quota (EVS); backups (CBR); key pairs (ECS); keys (KMS); delegations (IAM).
 */
export const osReplacement: Definition<OsReplacementInputs, OsReplacementOutputs, Facts> = {
  kind: "OsReplacement",
  inputs: osReplacementInputs,
  changes: osReplacementChanges,
  secretInputs: ["password", "userData"],
  constraints: osReplacementConstraints,
  carriedOut: osReplacementCarriedOut,
  inputFacts: (known) => known,
  preflightFacts: previewFacts,
  resumptionFacts,
  create: createOperation,
  follow: followOperation,
  update: updateOperation,
  delete: deleteOperation,
  read: readServer,
};
