import { violated, type Constraint, type Verdict } from "../../../constraints/constraint";
import { theServer, type Facts } from "./facts";

const guide = "otc-full-ecs-image";

/** The three commands of the guide that mend a SAN policy. */
const sanSteps = [
  "on the server, in cmd.exe as administrator:",
  "  diskpart",
  "  san                      (shows the policy)",
  "  san policy=onlineall",
  `then declare sanPolicy: "OnlineAll".`,
].join("\n      ");

/** What each other SAN policy does to disks. */
const sanEffects = {
  OfflineShared:
    "leaves disks on buses that can be shared (iSCSI, FC) offline: data disks of a server made from the image may be offline",
  OfflineInternal:
    "leaves every newly found disk offline: data disks of a server made from the image would be offline",
} as const;

/** What the guide asks of the guest: the user declares it, because no API shows it. */
export const guestConstraints: readonly Constraint<Facts>[] = [
  {
    id: "FEI-08",
    stage: "input",
    statement: "The ECS is properly configured: its guest is declared.",
    source: { document: guide, section: "Constraints" },
    verdict(facts) {
      if (isAdopted(facts)) return { kind: "notApplicable" };
      const { guest } = facts.inputs;
      if (isSilent(facts, "osFamily"))
        return violated({
          property: guest ? "guest.osFamily" : "guest",
          seen: "nothing is declared",
          expected: `guest: { osFamily: "Linux", diskGroups: false, database: false } or { osFamily: "Windows", sanPolicy: "OnlineAll", spannedVolumes: false, database: false }`,
          remedy:
            "Look at the server and declare what is true: no API shows it, and the image depends on it.",
        });
      const stray = guest && strayDeclaration(guest);
      if (stray === undefined) return { kind: "met" };
      return violated({
        property: `guest.${stray}`,
        seen: `${stray} is declared of a ${guest?.osFamily ?? ""} server`,
        expected:
          guest?.osFamily === "Linux" ? "diskGroups and database" : "sanPolicy, spannedVolumes and database",
        remedy: "Take it out, or correct osFamily.",
      });
    },
  },
  {
    id: "FEI-08",
    stage: "preflight",
    statement: "The declared OS family is the server's own.",
    source: { document: guide, section: "Constraints" },
    verdict({ inputs: { guest }, live }) {
      const server = live && theServer(live);
      if (!server || !guest?.osFamily) return { kind: "notApplicable" };
      if (server.osFamily === undefined)
        return { kind: "unknown", why: `the cloud does not say which OS ${server.name} has.` };
      if (server.osFamily === guest.osFamily) return { kind: "met" };
      return violated({
        property: "guest.osFamily",
        seen: `${guest.osFamily}, and the cloud knows ${server.name} as a ${server.osFamily} server`,
        expected: server.osFamily,
        remedy: "Declare the guest of this very server.",
      });
    },
  },
  {
    id: "FEI-09",
    stage: "input",
    statement: "A Windows source has no spanned volume.",
    source: { document: guide, section: "Constraints" },
    verdict(facts) {
      if (!isGuest(facts, "Windows")) return { kind: "notApplicable" };
      if (isSilent(facts, "spannedVolumes"))
        return undeclared("spannedVolumes", "In Disk Management (diskmgmt.msc), look for spanned volumes.");
      if (facts.inputs.guest?.spannedVolumes !== true) return { kind: "met" };
      return violated({
        property: "guest.spannedVolumes",
        seen: "the server has a spanned volume",
        expected: "false: data may be lost in servers made from the image",
        remedy: "Move the data to simple volumes, remove the spanned one, then declare false.",
      });
    },
  },
  {
    id: "FEI-10",
    stage: "input",
    statement: "A Linux source has no disk group or logical disk over several physical disks.",
    source: { document: guide, section: "Constraints" },
    verdict(facts) {
      if (!isGuest(facts, "Linux")) return { kind: "notApplicable" };
      if (isSilent(facts, "diskGroups"))
        return undeclared("diskGroups", "On the server, look at the output of pvs, vgs and lsblk.");
      if (facts.inputs.guest?.diskGroups !== true) return { kind: "met" };
      return violated({
        property: "guest.diskGroups",
        seen: "the server has a disk group or logical disk over several physical disks",
        expected: "false: data may be lost in servers made from the image",
        remedy: "Bring each group onto one disk, then declare false.",
      });
    },
  },
  {
    id: "FEI-12",
    stage: "input",
    statement: "The SAN policy of a Windows source is OnlineAll.",
    source: { document: guide, section: "Constraints" },
    verdict(facts) {
      if (!isGuest(facts, "Windows")) return { kind: "notApplicable" };
      if (isSilent(facts, "sanPolicy")) return undeclared("sanPolicy", sanSteps);
      const policy = facts.inputs.guest?.sanPolicy;
      if (!policy || policy === "OnlineAll") return { kind: "met" };
      return violated({
        property: "guest.sanPolicy",
        seen: `${policy}, which ${sanEffects[policy]}`,
        expected: "OnlineAll, which brings every newly found disk online",
        remedy: sanSteps,
      });
    },
  },
  {
    id: "FEI-04",
    stage: "input",
    statement: "Whether the ECS contains a database is declared.",
    source: { document: guide, section: "Background" },
    verdict(facts) {
      if (isAdopted(facts) || isSilent(facts, "osFamily")) return { kind: "notApplicable" };
      return isSilent(facts, "database")
        ? undeclared("database", "Look which services run on the server.")
        : { kind: "met" };
    },
  },
  {
    id: "FEI-04",
    stage: "preflight",
    statement: "An ECS that contains a database is Stopped.",
    source: { document: guide, section: "Background" },
    verdict({ inputs: { guest }, live }) {
      const server = live && theServer(live);
      if (!server || guest?.database !== true) return { kind: "notApplicable" };
      if (server.state !== "running") return { kind: "met" };
      return violated({
        property: "server",
        seen: `${server.name} contains a database and is Running (${server.stateText})`,
        expected: "Stopped (SHUTOFF), so that the database is consistent in the image",
        remedy:
          "Stop the server in the ECS console, then run again. It can be started once the image is Normal.",
      });
    },
  },
];

type Declared = "osFamily" | "sanPolicy" | "spannedVolumes" | "diskGroups" | "database";

/** Whether nothing is said: an unknown value is said later, and silence is not a yes. */
function isSilent({ inputs: { guest }, isUnknown, exists }: Facts, declared: Declared): boolean {
  const value = guest?.[declared];
  // What was not said of an image that exists does not have to be said any more.
  return (value === undefined || value === null) && !isUnknown(`guest.${declared}`) && !exists;
}

/** Of an image that exists the guest says nothing any more. */
function isAdopted({ inputs: { adopt }, isUnknown }: Facts): boolean {
  return Boolean(adopt) || isUnknown("adopt");
}

function isGuest(facts: Facts, osFamily: "Linux" | "Windows"): boolean {
  return !isAdopted(facts) && facts.inputs.guest?.osFamily === osFamily;
}

function strayDeclaration(guest: NonNullable<Facts["inputs"]["guest"]>): string | undefined {
  const ofTheOther = { Linux: ["sanPolicy", "spannedVolumes"], Windows: ["diskGroups"] } as const;
  if (!guest.osFamily) return undefined;
  return ofTheOther[guest.osFamily].find((name) => guest[name] !== undefined && guest[name] !== null);
}

function undeclared(what: Declared, howToSee: string): Verdict {
  const property = `guest.${what}`;
  const expected = what === "sanPolicy" ? `"OnlineAll"` : "false or true";
  return violated({
    property,
    seen: "nothing is declared",
    expected,
    remedy: `Silence is not a yes. ${howToSee}`,
  });
}
