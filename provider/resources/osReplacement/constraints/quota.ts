import { violated, type Constraint } from "../../../constraints/constraint";
import type { Free } from "../../../ports/disks";
import { theImage, theSystemDisk, type Facts } from "./facts";

/** OSR-03: there is room for the new system disk beside the old one. */
export const quotaConstraints: readonly Constraint<Facts>[] = [
  {
    id: "OSR-03",
    stage: "preflight",
    statement: "The quota of EVS disks is greater than 0, in number and in size, also of the disk's type.",
    source: { document: "otc-change-os", section: "Constraints" },
    verdict({ live }) {
      if (!live) return { kind: "notApplicable" };
      if ("unknown" in live.quota) return { kind: "unknown", why: live.quota.unknown };
      if (!live.quota.value) return { kind: "unknown", why: "the cloud does not tell the quota of disks." };
      const { volumes, gigabytes, ofType } = live.quota.value;
      const disk = theSystemDisk(live);
      const needed = Math.max(1, theImage(live)?.minDiskGb ?? disk?.sizeGb ?? 1);
      const type = disk && ofType[disk.type];
      const tooSmall = [
        short("disks", volumes, 1),
        short("GB of disks", gigabytes, needed),
        ...(type
          ? [
              short(`disks of type ${disk.type}`, type.volumes, 1),
              short(`GB of disks of type ${disk.type}`, type.gigabytes, needed),
            ]
          : []),
      ].filter((text) => text !== undefined);
      if (tooSmall.length === 0) return { kind: "met" };
      return violated({
        property: "",
        seen: `the quota of disks has no room: ${tooSmall.join(", ")}`,
        expected: `room for one disk of ${needed} GB: the new system disk is made before the old one is deleted`,
        remedy: "Delete disks that nobody needs, or have the quota raised in the console (My Quotas).",
      });
    },
  },
];

function short(what: string, free: Free, needed: number): string | undefined {
  return free === undefined || free >= needed ? undefined : `${free} ${what} left`;
}
