import { violated, type Constraint } from "../../../constraints/constraint";
import { oneNamedServer } from "../../namedServer";
import { theServer, type Facts } from "./facts";

const guide = "otc-change-os";

/** What the guide asks of the server. */
export const serverConstraints: readonly Constraint<Facts>[] = [
  {
    id: "OSR-17",
    stage: "input",
    statement: "The server is named.",
    source: { document: guide, section: "Procedure, step 4" },
    verdict({ inputs: { server }, isUnknown }) {
      if (server || isUnknown("server")) return { kind: "met" };
      return violated({
        property: "server",
        seen: "is missing",
        expected: "the ID or the exact name of the server whose OS is to be changed",
        remedy: "Copy it from the ECS console.",
      });
    },
  },
  {
    id: "OSR-17",
    stage: "preflight",
    statement: "The server is stopped, or the user allows the provider to stop it.",
    source: { document: guide, section: "Prerequisites" },
    verdict({ inputs, isUnknown, live }) {
      if (!live || !inputs.server) return { kind: "notApplicable" };
      if ("unknown" in live.servers) return { kind: "unknown", why: live.servers.unknown };
      const refuse = (seen: string, expected: string, remedy: string) =>
        violated({ property: "server", seen, expected, remedy });
      const server = oneNamedServer(
        inputs.server,
        live.servers.value,
        {
          server: "an ECS",
          notFrozen: "an ECS that is not frozen",
        },
        live.serverNames,
      );
      if ("kind" in server) return server;
      if (server.locked)
        return refuse(
          `${server.name} is locked, by its owner or by another service`,
          "an ECS that is not locked",
          "Unlock it in the ECS console.",
        );
      if (server.task !== undefined)
        return {
          kind: "met",
          announce: `${server.name} is busy (${server.task}): this will be waited for.`,
        };
      // A change that failed may leave any state, and may be tried once more from it.
      if (server.state === "stopped" || (server.state === "other" && live.retry)) return { kind: "met" };
      if (server.state === "other")
        return refuse(
          `${server.name} is ${server.stateText}`,
          "Stopped (SHUTOFF), or Running (ACTIVE) where it may be stopped",
          "Bring the server into one of these states (ECS console), then run again.",
        );
      if (isUnknown("stopServer")) return { kind: "notApplicable" };
      if (inputs.stopServer)
        return {
          kind: "met",
          announce: `${server.name} is running: it will be stopped for the change, and started with the new OS.`,
        };
      return refuse(
        `${server.name} is ${server.stateText}`,
        "Stopped (SHUTOFF): only stopped servers support a change of the OS",
        "Stop the server, or allow it with stopServer: { soft: true }.",
      );
    },
  },
  {
    id: "OSR-08",
    stage: "preflight",
    statement: "The ECS is started automatically afterwards: of a stopped one that is announced.",
    source: { document: guide, section: "Notes" },
    verdict({ live }) {
      const server = theServer(live);
      if (server?.state !== "stopped") return { kind: "notApplicable" };
      return { kind: "met", announce: `${server.name} is stopped: the cloud starts it with the new OS.` };
    },
  },
  {
    id: "OSR-18",
    stage: "preflight",
    statement: "The server has a system disk attached.",
    source: { document: guide, section: "Prerequisites" },
    verdict({ live }) {
      const server = theServer(live);
      if (!live || !server) return { kind: "notApplicable" };
      // A change that failed may have lost it: the cloud itself judges whether it can be tried once more.
      if (server.systemDiskId !== undefined || live.retry) return { kind: "met" };
      return violated({
        property: "server",
        seen: `${server.name} has no system disk attached`,
        expected: "a system disk",
        remedy: "Attach the system disk, then run again.",
      });
    },
  },
];
