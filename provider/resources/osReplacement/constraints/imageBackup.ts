import { violated, type Constraint, type Verdict } from "../../../constraints/constraint";
import type { Backup } from "../../../ports/backups";
import type { OsImage } from "../../../ports/osImages";
import type { Server } from "../../../ports/servers";
import { isOfWholeServer } from "../../isOfWholeServer";
import { theImage, theServer, type Facts } from "./facts";
import { called } from "./image";

/** What is asked of the backup behind a full-ECS image: the cloud refuses the image without it (Ecs.0034, Ecs.0048). */
export const imageBackupConstraints: readonly Constraint<Facts>[] = [
  {
    id: "OSR-20",
    stage: "preflight",
    statement:
      "The backup behind a full-ECS image is there, and is Available; or Creating, with snapshots in the server's availability zone.",
    source: { document: "otc-ecs-api", section: "Error codes Ecs.0034 and Ecs.0048" },
    verdict({ live }) {
      const image = theImage(live);
      if (!live || image?.state !== "usable" || !isOfWholeServer(image)) return { kind: "notApplicable" };
      if ("unknown" in live.imageBackup) return { kind: "unknown", why: live.imageBackup.unknown };
      const backup = live.imageBackup.value;
      return backup ? readiness(image, backup, theServer(live)) : missing(image);
    },
  },
];

const expected = "a full-ECS image whose backup is Available";
const makeAnew = "Make the image again, and use that one.";

function missing(image: OsImage): Verdict {
  const { backupId, kind } = image;
  // Another account's backup cannot be seen.
  if (backupId === undefined || kind === "shared")
    return { kind: "unknown", why: `the backup behind full-ECS image ${called(image)} is not to be seen.` };
  return violated({
    property: "image",
    seen: `backup ${backupId} behind full-ECS image ${called(image)} is gone`,
    expected,
    remedy: makeAnew,
  });
}

function readiness(image: OsImage, backup: Backup, server: Server | undefined): Verdict {
  const refuse = (state: string, remedy: string): Verdict =>
    violated({
      property: "image",
      seen: `backup ${backup.id} behind full-ECS image ${called(image)} is ${backup.stateText}${state}`,
      expected,
      remedy,
    });
  if (backup.state === "finished") return { kind: "met" };
  if (backup.state !== "copying") return refuse("", makeAnew);
  const waitForIt = "Wait until the backup is Available (CBR console), then run again.";
  if (backup.restorableFrom === "nothing")
    return refuse(", and holds nothing to restore from yet", waitForIt);
  const [from, to] = [backup.availabilityZone, server?.availabilityZone];
  if (from === undefined || to === undefined || from === to) return { kind: "met" };
  return refuse(
    `: until it is complete, the image can be used in ${from} only, and the server is in ${to}`,
    waitForIt,
  );
}
