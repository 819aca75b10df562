import { rule } from "../../constraints/constraint";
import type { CloudError } from "../../ports/cloudError";
import { osReplacementConstraints } from "./constraints";
import type { OsReplacementInputs } from "./inputs";

/** What the user can do about a refusal. */
interface Advice {
  /** The cloud's codes for it. */
  codes: readonly string[];
  /** The input that is to blame; "": none is. */
  property: keyof OsReplacementInputs | "";
  remedy: string;
  /** The number of the statement that it comes from, if it comes from one. */
  id?: string;
}

/** What the cloud refuses that could not be looked up before, or that has changed since. */
const allAdvice: readonly Advice[] = [
  {
    codes: ["Ecs.0314"],
    property: "keyPair",
    remedy:
      "Make the key pair (ECS console, Key Pair), correct the name, or declare keyPairOwner where it belongs to another IAM user.",
    id: "OSR-19",
  },
  {
    codes: ["Ecs.0011"],
    property: "password",
    remedy:
      "Declare another one, without parts of the user's name; or keyPair, which is the documented way to log in.",
    id: "OSR-19",
  },
  {
    codes: ["Ecs.0025", "EVS.2055", "EVS.2143"],
    property: "encryption",
    remedy:
      "A user with the right Security Administrator grants the Xrole EVSAccessKMS: ECS console, Change OS, Encryption, Create Xrole.",
    id: "OSR-15",
  },
  {
    codes: ["Ecs.0912", "EVS.2040"],
    property: "encryption",
    remedy: "Enable the key in the KMS console (or cancel its deletion), or name another.",
    id: "OSR-15",
  },
  {
    codes: ["Ecs.0021", "EVS.1034", "EVS.1042", "EVS.5413"],
    property: "",
    remedy: "Delete disks that nobody needs, or have the quota raised in the console (My Quotas).",
    id: "OSR-03",
  },
  {
    codes: ["Ecs.0090"],
    property: "licenseType",
    remedy: `This region takes no licences that users bring: declare "system", or use another image.`,
    id: "OSR-21",
  },
  {
    codes: ["Ecs.0031", "Ecs.0304"],
    property: "image",
    remedy:
      "Look for the image in the IMS console, in this region and project: it may be gone, or not shared any more.",
    id: "OSR-20",
  },
  {
    codes: ["Ecs.0032"],
    property: "image",
    remedy: "Wait until the image is Normal (IMS console), or use another.",
    id: "OSR-20",
  },
  {
    codes: ["Ecs.0034"],
    property: "image",
    remedy: "The backup behind the full-ECS image is gone: make the image again, and use that one.",
    id: "OSR-20",
  },
  {
    codes: ["Ecs.0306"],
    property: "image",
    remedy:
      "Look for the backup behind the full-ECS image in the CBR console: if it is gone, make the image again.",
    id: "OSR-20",
  },
  {
    codes: ["Ecs.0007", "Ecs.0058", "Ecs.0074", "Ecs.0075"],
    property: "image",
    remedy: "This server, or this account, cannot be given the image: use another image.",
    id: "OSR-20",
  },
  {
    codes: ["Ecs.0105"],
    property: "server",
    remedy: "Attach a system disk to the server (ECS console, Disks).",
    id: "OSR-18",
  },
  {
    codes: ["Ecs.0101", "Ecs.0503"],
    property: "server",
    remedy: "Look at the server's system disk in the EVS console; customer service mends a broken one.",
    id: "OSR-18",
  },
  {
    codes: ["Ecs.0030"],
    property: "server",
    remedy:
      "The cloud freezes servers for arrears or violations: settle that in the console's billing centre.",
    id: "OSR-17",
  },
  {
    codes: ["Ecs.0605"],
    property: "server",
    remedy: "Unlock the server in the ECS console.",
    id: "OSR-17",
  },
  {
    codes: ["Ecs.0003", "Ecs.0110", "Pdp.0001"],
    property: "",
    remedy: "Have the permission ecs:cloudServers:changeOS granted to the user of the profile.",
  },
];

/** What to do about a failed job, as one more sentence, where its code tells: jobs end with the codes that requests get. */
export function remedyAfter(code: string | undefined): string {
  const advice = adviceFor(code);
  return advice ? ` ${advice.remedy}` : "";
}

function adviceFor(code: string | undefined): Advice | undefined {
  return allAdvice.find(({ codes }) => codes.some((one) => one === code));
}

/** The refusal as the user reads it: with property, remedy and rule where the cloud's code tells them. */
export function withAdvice({ details: { code } }: CloudError, refusal: string): string {
  const advice = adviceFor(code);
  if (!advice) return refusal;
  const { property, remedy, id } = advice;
  const statement = osReplacementConstraints.find((one) => one.id === id);
  const lines = [refusal, `remedy: ${remedy}`, ...(statement ? [rule(statement)] : [])].join("\n    ");
  return property === "" ? lines : `${property}: ${lines}`;
}
