import { violated, type Constraint, type Verdict } from "../../../constraints/constraint";
import type { OsImage } from "../../../ports/osImages";
import { isOfWholeServer } from "../../isOfWholeServer";
import { likeName } from "../../likeName";
import type { ImageInput } from "../inputs";
import { theImage, theServer, theSystemDisk, unknownBeforeLoss, type Facts } from "./facts";

const guide = "otc-change-os";
const api = "otc-ecs-api";

const expectedImage = `{ id: "<ID>" } or { name: "<exact name>", kind: "public" | "private" | "shared" }`;

/** What the guide and the services ask of the image. */
export const imageConstraints: readonly Constraint<Facts>[] = [
  {
    id: "OSR-02",
    stage: "input",
    statement: "The image is named: a public, a private or a shared one.",
    source: { document: guide, section: "Scenarios" },
    verdict({ inputs: { image }, isUnknown }) {
      if (isUnknown("image")) return { kind: "met" };
      const refuse = (property: string, seen: string, remedy: string): Verdict =>
        violated({ property, seen, expected: expectedImage, remedy });
      if (!image) return refuse("image", "is missing", "Copy its ID from the IMS console.");
      const [hasId, hasName] = [image.id || isUnknown("image.id"), image.name || isUnknown("image.name")];
      if (!hasId && !hasName) return refuse("image", "neither id nor name is given", "Give one of the two.");
      if (hasId && (hasName || image.kind))
        return refuse("image", "an id is given, and a name or kind, too", "Keep the id, or name and kind.");
      if (hasName && !image.kind && !isUnknown("image.kind"))
        return refuse(
          "image.kind",
          "is missing",
          "Say which kind is meant: names are not unique among kinds.",
        );
      return { kind: "met" };
    },
  },
  {
    id: "OSR-02",
    stage: "preflight",
    statement: "The image's kind and OS are no obstacle: any image that is there can be used.",
    source: { document: guide, section: "Scenarios" },
    verdict({ inputs: { image }, isUnknown, live }) {
      if (!live || !image || isUnknown("image")) return { kind: "notApplicable" };
      if ("unknown" in live.images) return { kind: "unknown", why: live.images.unknown };
      const [, ...others] = live.images.value;
      if (others.length === 0) return { kind: "met" };
      return violated({
        property: "image.name",
        seen: `${others.length + 1} ${image.kind ?? ""} images are called ${JSON.stringify(image.name)}: ${live.images.value.map(({ id }) => id).join(", ")}`,
        expected: "one image",
        remedy: "Give the ID of the one that is meant.",
      });
    },
  },
  {
    id: "OSR-20",
    stage: "preflight",
    statement:
      "A private image was made of the ECS, or imported and registered, or copied from its region, or shared and accepted.",
    source: { document: guide, section: "Prerequisites" },
    verdict({ inputs: { image: wanted }, isUnknown, live }) {
      if (!live || !wanted || isUnknown("image")) return { kind: "notApplicable" };
      if ("unknown" in live.images) return { kind: "unknown", why: live.images.unknown };
      if (live.images.value.length === 0) return missing(wanted, live.visibleImages);
      const image = theImage(live);
      return image ? availability(image) : { kind: "notApplicable" };
    },
  },
  {
    id: "OSR-20",
    stage: "preflight",
    statement:
      "The image is one of a server's system disk: not of a data disk, a bare metal server or an ISO file.",
    source: { document: api, section: "Image attribute virtual_env_type" },
    verdict({ live }) {
      const image = theImage(live);
      if (!image) return { kind: "notApplicable" };
      if (image.noSystemDisk === undefined) return { kind: "met" };
      return violated({
        property: "image",
        seen: `image ${called(image)} is of no system disk of an ECS (virtual_env_type is ${image.noSystemDisk})`,
        expected: "an image of a system disk, or a full-ECS image",
        remedy: "Look for another image in the IMS console: its type there is ECS system disk image.",
      });
    },
  },
  {
    id: "OSR-20",
    stage: "preflight",
    statement: "The image takes key, password and user data: it was made with cloud-init or Cloudbase-Init.",
    source: { document: api, section: "Changing an OS (image with Cloud-Init or Cloudbase-Init)" },
    verdict({ live }) {
      const image = theImage(live);
      if (!image) return { kind: "notApplicable" };
      if (image.takesInjection) return { kind: "met" };
      return violated({
        property: "image",
        seen: `image ${called(image)} takes no injection (__support_fc_inject is true)`,
        expected: "an image with cloud-init (Linux) or Cloudbase-Init (Windows)",
        remedy: "Without it nobody could log in: install it, make the image again, and use that one.",
      });
    },
  },
  {
    id: "OSR-14",
    stage: "preflight",
    statement: "The image fits the server's memory.",
    source: { document: api, section: "Image attributes min_ram and max_ram" },
    verdict({ live }) {
      const [server, image] = [theServer(live), theImage(live)];
      if (!server || !image) return { kind: "notApplicable" };
      const { memoryMb } = server;
      const { minRamMb, maxRamMb } = image;
      if (minRamMb === 0 && !maxRamMb) return { kind: "met" };
      if (memoryMb === undefined)
        return { kind: "unknown", why: `the cloud does not say how much memory ${server.name} has.` };
      const most = maxRamMb ?? Infinity;
      if (memoryMb >= minRamMb && memoryMb <= most) return { kind: "met" };
      return violated({
        property: "image",
        seen: `${server.name} has ${memoryMb} MiB of memory`,
        expected: `${minRamMb} to ${most === Infinity ? "any number of" : most} MiB, as image ${called(image)} asks for`,
        remedy: "Use another image, or change the server's flavor first.",
      });
    },
  },
  {
    id: "OSR-14",
    stage: "preflight",
    statement:
      "The system disk's capacity may change with the image: an image that needs another size than the disk has is announced.",
    source: { document: guide, section: "Notes" },
    verdict({ live }) {
      const [disk, image] = [theSystemDisk(live), theImage(live)];
      if (!disk || !image || image.minDiskGb === disk.sizeGb || image.minDiskGb === 0) return { kind: "met" };
      if (image.minDiskGb < disk.sizeGb)
        return {
          kind: "met",
          announce: `the new system disk may have ${image.minDiskGb} GB, which is what image ${called(image)} needs, instead of the ${disk.sizeGb} GB of the old one; its type stays ${disk.type}.`,
        };
      return {
        kind: "met",
        announce: `image ${called(image)} needs a system disk of ${image.minDiskGb} GB, and ${disk.id} has ${disk.sizeGb} GB: the new one is larger, and billed so; its type stays ${disk.type}.`,
      };
    },
  },
  {
    id: "OSR-16",
    stage: "preflight",
    statement: "From Linux to Windows only where the user accepts it: LVM partitions of data disks may fail.",
    source: { document: guide, section: "Notes on Change Between Windows and Linux" },
    verdict({ inputs, isUnknown, live }) {
      const [server, image] = [theServer(live), theImage(live)];
      if (!live || !server || !image) return { kind: "notApplicable" };
      const [from, to] = [server.osFamily, image.osFamily];
      if (inputs.acceptLinuxToWindows || isUnknown("acceptLinuxToWindows")) return { kind: "met" };
      if (to === undefined || from === undefined) {
        const silent = to === undefined ? `image ${called(image)}` : server.name;
        return to === "Linux" || from === "Windows"
          ? { kind: "met" }
          : unknownBeforeLoss(
              live,
              "acceptLinuxToWindows",
              `the cloud does not say whether ${silent} is Linux or Windows.`,
            );
      }
      if (from === "Windows" && to === "Linux")
        return {
          kind: "met",
          announce: `from Windows to Linux: to read data disks with NTFS, an NTFS partition tool such as NTFS-3G is needed.`,
        };
      if (from === to || to === "Linux") return { kind: "met" };
      return violated({
        property: "acceptLinuxToWindows",
        seen: `${server.name} is a Linux server, and image ${called(image)} is Windows`,
        expected: "acceptLinuxToWindows: true",
        remedy:
          "The guide does not recommend it: LVM partitions of data disks may fail, and ext3 or ext4 need Ext2Read or Ext2Fsd. Accept it, or use another image.",
      });
    },
  },
  {
    id: "OSR-21",
    stage: "preflight",
    statement:
      "A licence type is only chosen for billed OSs: SUSE Linux Enterprise Server, Oracle Enterprise Linux, Red Hat Enterprise Linux.",
    source: { document: guide, section: "Procedure, step 7" },
    verdict({ inputs: { licenseType }, live }) {
      const image = theImage(live);
      if (!image) return { kind: "notApplicable" };
      const { platform } = image;
      if (platform === undefined)
        return licenseType
          ? { kind: "unknown", why: `the cloud does not say which OS image ${called(image)} has.` }
          : { kind: "met" };
      if (isBilled(image))
        return licenseType
          ? { kind: "met" }
          : {
              kind: "met",
              announce: `the OS of image ${called(image)} (${platform}) is billed: with no licenseType the licence is the system's.`,
            };
      if (!licenseType) return { kind: "met" };
      return violated({
        property: "licenseType",
        seen: `${JSON.stringify(licenseType)}, and the OS of image ${called(image)} is ${platform}`,
        expected:
          "no licenseType: only SUSE Linux Enterprise Server, Oracle Enterprise Linux and Red Hat Enterprise Linux are billed",
        remedy: "Take licenseType out.",
      });
    },
  },
  {
    id: "FEI-07",
    stage: "preflight",
    statement: "Of a full-ECS image only the system disk's data is written.",
    source: { document: "otc-full-ecs-image", section: "Background" },
    verdict({ live }) {
      const image = theImage(live);
      if (!image || !isOfWholeServer(image)) return { kind: "notApplicable" };
      return {
        kind: "met",
        announce: `image ${called(image)} is a full-ECS image: only the data of its system disk is written. To restore its data disks, create a new server from it.`,
      };
    },
  },
];

/** An image in the words of messages. */
export function called({ id, name }: Pick<OsImage, "id" | "name">): string {
  return `${id} ("${name}")`;
}

/** Whether the OS is one of the billed ones (OSR-21). */
export function isBilled({ platform, osVersion }: Pick<OsImage, "platform" | "osVersion">): boolean {
  const known = `${platform ?? ""} ${osVersion ?? ""}`;
  return !/open\s*suse/i.test(known) && /suse|oracle|red\s*hat|rhel/i.test(platform ?? "");
}

/** What is missing decides the message. */
function missing({ id, name, kind }: ImageInput, visible: readonly OsImage[] = []): Verdict {
  const what = id ? `image ${id}` : `${kind ?? ""} image ${JSON.stringify(name)}`;
  const ways =
    kind === "public"
      ? "Look the name up in the IMS console, Public Images, of this region."
      : kind === "shared"
        ? "Have it shared with this project by its owner, and accept it in the IMS console, Images Shared with Me."
        : "An image of a server is made of it first (a FullEcsImage, or the IMS console); an image file is imported and registered as a private image; one of another region is copied; one of another account is shared with this project, and accepted.";
  return violated({
    property: id ? "image.id" : "image.name",
    seen: `there is no ${what} that this project can see in this region`,
    expected: "an image that is there",
    remedy: [ways, ...(name ? meantInstead({ name, kind }, visible) : [])].join("\n      "),
  });
}

/** What a name that is not there may have meant: the same name of another kind, and names like it. */
function meantInstead(
  { name, kind }: { name: string; kind: ImageInput["kind"] },
  visible: readonly OsImage[],
): string[] {
  const others = visible.filter((image) => image.name === name && image.kind !== kind);
  const ofKind = visible.filter((image) => image.kind === kind).map((image) => image.name);
  return [...sameName(others), ...likeName(`${kind ?? ""} images`, name, ofKind)];
}

function sameName(others: readonly OsImage[]): string[] {
  const [only, ...more] = others;
  if (!only) return [];
  if (more.length === 0)
    return [
      `There is a ${only.kind} image of this name, ${only.id}: declare kind: "${only.kind}" if it is meant.`,
    ];
  const all = others.map((image) => `${image.id} (${image.kind})`).join(", ");
  return [`Images of another kind have this name: ${all}. Give the ID of the one that is meant.`];
}

function availability(image: OsImage): Verdict {
  const refuse = (seen: string, expected: string, remedy: string): Verdict =>
    violated({ property: "image", seen, expected, remedy });
  if (image.membership === "pending" || image.membership === "rejected")
    return refuse(
      `image ${called(image)} is shared, and ${image.membership === "pending" ? "not accepted yet" : "was rejected"}`,
      "a shared image that was accepted",
      "Accept it in the IMS console, Images Shared with Me.",
    );
  if (image.state === "creating")
    return refuse(
      `image ${called(image)} is ${image.stateText}`,
      "Normal (active)",
      "Wait until it is Normal, then run again.",
    );
  if (image.state === "failed")
    return refuse(
      `image ${called(image)} is ${image.stateText}`,
      "Normal (active)",
      "Make, import, copy or share the image again.",
    );
  return { kind: "met" };
}
