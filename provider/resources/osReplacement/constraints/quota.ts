import { violated, type Constraint } from "../../../constraints/constraint";
import type { Disk, DiskQuota, Free } from "../../../ports/disks";
import { theImage, theSystemDisk, type Facts } from "./facts";

/** OSR-03: there is room for the new system disk beside the old one. */
export const quotaConstraints: readonly Constraint<Facts>[] = [
  {
    id: "OSR-03",
    stage: "preflight",
    statement:
      "The quota of EVS disks is greater than 0, in number and in size, also of the disk's type and of one disk.",
    source: { document: "otc-change-os", section: "Constraints" },
    verdict({ live }) {
      if (!live) return { kind: "notApplicable" };
      if ("unknown" in live.quota) return { kind: "unknown", why: live.quota.unknown };
      if (!live.quota.value) return { kind: "unknown", why: "the cloud does not tell the quota of disks." };
      const disk = theSystemDisk(live);
      const present = disk?.sizeGb ?? 1;
      // The guide: the new disk may have the capacity that the image specifies. Where that is none, the old one's.
      const specified = theImage(live)?.minDiskGb ?? 0;
      const needed = specified > 0 ? specified : present;
      const tooSmall = shortages(live.quota.value, disk, needed);
      if (tooSmall.length > 0)
        return violated({
          property: "",
          seen: `the quota of disks has no room: ${tooSmall.join(", ")}`,
          expected: `room for one disk of ${needed} GB: the new system disk is made before the old one is deleted`,
          remedy,
        });
      const ifAsLarge = shortages(live.quota.value, disk, Math.max(needed, present));
      if (ifAsLarge.length === 0) return { kind: "met" };
      return {
        kind: "met",
        announce:
          `the quota of disks has room for the ${needed} GB of the image, and not for another disk of ${present} GB, as the present one: ` +
          `${ifAsLarge.join(", ")}. Where the cloud keeps the size, it refuses the change, and the disk is not touched. ${remedy}`,
      };
    },
  },
];

const remedy = "Delete disks that nobody needs, or have the quota raised in the console (My Quotas).";

/** What there is too little of for one more disk of the present one's type. */
function shortages(
  { volumes, gigabytes, largestGb, ofType }: DiskQuota,
  disk: Disk | undefined,
  neededGb: number,
): string[] {
  const type = disk && ofType[disk.type];
  return [
    short("disks", volumes, 1),
    short("GB of disks", gigabytes, neededGb),
    ...(largestGb === undefined || largestGb >= neededGb ? [] : [`a disk may have ${largestGb} GB at most`]),
    ...(type
      ? [
          short(`disks of type ${disk.type}`, type.volumes, 1),
          short(`GB of disks of type ${disk.type}`, type.gigabytes, neededGb),
        ]
      : []),
  ].filter((text) => text !== undefined);
}

function short(what: string, free: Free, needed: number): string | undefined {
  return free === undefined || free >= needed ? undefined : `${free} ${what} left`;
}
