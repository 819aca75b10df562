import type { CarriedOut } from "../../../constraints/constraint";

const guide = "otc-change-os";

/** The documented statements that are steps, watches or outputs of a change of the OS. */
export const osReplacementCarriedOut: readonly CarriedOut[] = [
  {
    id: "OSR-01",
    as: "procedure",
    where: "changeProcedure.ts: isChanged",
    statement: "Complete only when the system disk has another ID.",
    source: { document: guide, section: "Changing the OS" },
  },
  {
    id: "OSR-01",
    as: "output",
    where: "outputs.ts: systemDiskOf",
    statement: "The old and the new system disk are outputs.",
    source: { document: guide, section: "Changing the OS" },
  },
  {
    id: "OSR-06",
    as: "guard",
    where: "verification.ts: compare",
    statement: "The data disks before and after are compared, and a difference is an error.",
    source: { document: guide, section: "Notes" },
  },
  {
    id: "OSR-07",
    as: "output",
    where: "followUps.ts: environment",
    statement: "The service environment is deployed again; DNS, hostname and other settings are set again.",
    source: { document: guide, section: "Notes" },
  },
  {
    id: "OSR-08",
    as: "procedure",
    where: "changeProcedure.ts: isChanged",
    statement: "The ECS is started automatically: it is complete only when it is running.",
    source: { document: guide, section: "Notes" },
  },
  {
    id: "OSR-09",
    as: "guard",
    where: "verification.ts: compare",
    statement: "The new system disk has the type of the old one, else an error.",
    source: { document: guide, section: "Notes" },
  },
  {
    id: "OSR-09",
    as: "output",
    where: "followUps.ts: diskType",
    statement:
      "The type of the system disk cannot be changed afterwards: there is no input for it, and it is said.",
    source: { document: guide, section: "Notes" },
  },
  {
    id: "OSR-10",
    as: "guard",
    where: "verification.ts: compare",
    statement: "IP and MAC addresses before and after are compared, and a difference is an error.",
    source: { document: guide, section: "Notes" },
  },
  {
    id: "OSR-10",
    as: "output",
    where: "snapshot.ts: beforeOf",
    statement: "The addresses are an output.",
    source: { document: guide, section: "Notes" },
  },
  {
    id: "OSR-11",
    as: "procedure",
    where: "changeProcedure.ts: follow",
    statement: "'Changing OS' is waited for, which takes about 10 to 20 minutes.",
    source: { document: guide, section: "Notes" },
  },
  {
    id: "OSR-12",
    as: "procedure",
    where: "changeProcedure.ts: complete",
    statement: "Afterwards the server is left alone until password or key is injected, 5 minutes by default.",
    source: { document: guide, section: "Notes" },
  },
  {
    id: "OSR-13",
    as: "output",
    where: "followUps.ts: logIn",
    statement: "The login password is reset: how to log in and set one, for Linux and for Windows.",
    source: { document: guide, section: "Notes" },
  },
  {
    id: "OSR-14",
    as: "output",
    where: "serverFacts.ts: diskFacts",
    statement: "The old and the new size of the system disk are outputs.",
    source: { document: guide, section: "Notes" },
  },
  {
    id: "OSR-15",
    as: "guard",
    where: "encryptionFound.ts: encryptionFound",
    statement:
      "Where encryption was asked for, the new system disk is encrypted, with the key that was meant, else an error.",
    source: { document: guide, section: "Procedure, step 6" },
  },
  {
    id: "OSR-16",
    as: "output",
    where: "followUps.ts: readOtherFileSystems",
    statement: "Between Windows and Linux: which tools read the file systems of the data disks.",
    source: { document: guide, section: "Notes on Change Between Windows and Linux" },
  },
  {
    id: "OSR-17",
    as: "procedure",
    where: "changeProcedure.ts: stopping",
    statement: "The ECS is stopped softly, and hard only where and when the user allows it.",
    source: { document: guide, section: "Prerequisites" },
  },
  {
    id: "OSR-22",
    as: "procedure",
    where: "changeProcedure.ts: isChanged",
    statement: "Complete when nothing is going on any more and the server shows the new image.",
    source: { document: guide, section: "Procedure, step 10" },
  },
  {
    id: "OSR-23",
    as: "guard",
    where: "verification.ts: verify",
    statement: "Servers that appeared during the change and remain are reported, as a best effort.",
    source: { document: guide, section: "Procedure, step 10" },
  },
  {
    id: "OSR-23",
    as: "output",
    where: "followUps.ts: temporaryServers",
    statement: "Servers that appeared during the change and remain are an output.",
    source: { document: guide, section: "Procedure, step 10" },
  },
  {
    id: "OSR-24",
    as: "output",
    where: "followUps.ts: mountAgain",
    statement: "Linux to Linux with data disks: how they are mounted at start-up again.",
    source: { document: guide, section: "Follow-up Procedure" },
  },
  {
    id: "OSR-25",
    as: "procedure",
    where: "retry.ts: usedUpRecord",
    statement:
      "Unsuccessful: once more from the start of the procedure; unsuccessful again: contact customer service, and never a third time.",
    source: { document: guide, section: "Follow-up Procedure" },
  },
  {
    id: "FEI-07",
    as: "output",
    where: "followUps.ts: systemDiskOnly",
    statement:
      "Of a full-ECS image only the system disk's data is written: to restore data disks, a new server is created.",
    source: { document: "otc-full-ecs-image", section: "Background" },
  },
];
