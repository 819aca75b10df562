import { violated, type Constraint } from "../../../constraints/constraint";
import { oneNamedServer } from "../../namedServer";
import { theServer, type Facts } from "./facts";

const guide = "otc-full-ecs-image";

/** The service recommends not to back up larger servers. */
const recommendedGb = 4 * 1024;

/** What the guide and the services ask of the source server and its disks. */
export const sourceConstraints: readonly Constraint<Facts>[] = [
  {
    id: "FEI-13",
    stage: "input",
    statement: "The source ECS is named.",
    source: { document: guide, section: "Procedure, step 2" },
    verdict({ inputs: { server, adopt }, isUnknown, exists }) {
      if (exists || adopt || isUnknown("adopt")) return { kind: "notApplicable" };
      if (server || isUnknown("server")) return { kind: "met" };
      return violated({
        property: "server",
        seen: "is missing",
        expected: "the ID or the exact name of the server to image",
        remedy: "Copy it from the ECS console.",
      });
    },
  },
  {
    id: "FEI-13",
    stage: "input",
    statement: "The server backup vault is named.",
    source: { document: guide, section: "Procedure, step 2" },
    verdict({ inputs: { vault, adopt }, isUnknown, exists }) {
      if (exists || adopt || isUnknown("adopt")) return { kind: "notApplicable" };
      if (!vault && !isUnknown("vault"))
        return violated({
          property: "vault",
          seen: "is missing",
          expected: `{ id: "<ID>" }, { name: "<name>" } or { ensure: { name: "<name>" } }`,
          remedy:
            "Image and backup are stored in a server backup vault: name one, or have one made with ensure.",
        });
      return { kind: "met" };
    },
  },
  {
    id: "FEI-03",
    stage: "preflight",
    statement:
      "The source ECS is Running or Stopped. A task in progress on it is announced at preview and waited for when acting.",
    source: { document: guide, section: "Background" },
    verdict({ inputs, live }) {
      if (!live || !inputs.server) return { kind: "notApplicable" };
      if ("unknown" in live.servers) return { kind: "unknown", why: live.servers.unknown };
      const wanted = "an ECS that is Running or Stopped";
      const server = oneNamedServer(
        inputs.server,
        live.servers.value,
        {
          server: wanted,
          notFrozen: `${wanted}, and not frozen`,
        },
        live.serverNames,
      );
      if ("kind" in server) return server;
      if (server.state === "other")
        return violated({
          property: "server",
          seen: `${server.name} is ${server.stateText}`,
          expected: "Running (ACTIVE) or Stopped (SHUTOFF)",
          remedy: "Start or stop the server, then run again.",
        });
      return server.task === undefined
        ? { kind: "met" }
        : { kind: "met", announce: `${server.name} is busy (${server.task}): this will be waited for.` };
    },
  },
  {
    id: "FEI-01",
    stage: "preflight",
    statement:
      "Every disk of the ECS can be imaged: it has a system disk, and none on dedicated storage or of type SCSI.",
    source: { document: "otc-ims-api", section: "Error codes IMG.0119 and IMG.0153" },
    verdict({ live }) {
      const server = live && theServer(live);
      if (!server) return { kind: "notApplicable" };
      if (server.systemDiskId === undefined)
        return violated({
          property: "server",
          seen: `${server.name} has no system disk attached`,
          expected: "a system disk: the image holds the whole server",
          remedy: "Attach the system disk, then run again.",
        });
      if ("unknown" in live.disks) return { kind: "unknown", why: live.disks.unknown };
      const bad = live.disks.value.filter((disk) => disk.onDedicatedStorage || disk.scsi);
      if (bad.length === 0) return { kind: "met" };
      const names = bad.map(
        (disk) => `${disk.id} (${disk.onDedicatedStorage ? "on dedicated storage" : "SCSI"})`,
      );
      return violated({
        property: "server",
        seen: `${server.name} has disks that cannot be imaged: ${names.join(", ")}`,
        expected: "disks on shared storage, of type VBD",
        remedy:
          "Move their data to such disks and detach these: the image holds the whole server or nothing.",
      });
    },
  },
  {
    id: "FEI-02",
    stage: "preflight",
    statement:
      "A server larger than the service recommends is announced: the time depends on the disks' size.",
    source: { document: "otc-cbr-guide", section: "Recommended size of a server" },
    verdict({ live }) {
      const server = live && theServer(live);
      if (!server || "unknown" in live.disks) return { kind: "notApplicable" };
      const sizeGb = live.disks.value.reduce((sum, disk) => sum + disk.sizeGb, 0);
      if (sizeGb <= recommendedGb) return { kind: "met" };
      return {
        kind: "met",
        announce: `the disks of ${server.name} have ${sizeGb} GB together, and the backup service recommends at most ${recommendedGb} GB: this will take long.`,
      };
    },
  },
];
