import assert from "node:assert/strict";
import type { Cloud } from "../../provider/ports/cloud";
import type { Server } from "../../provider/ports/servers";
import { cutEveryCall, runTwoAtOnce, type Subject } from "./harness";
import { emulatedIn, fullEcsImageSubject } from "./fullEcsImageSubject";

/** The rule of the record switched off: what a run writes down is seen by no other run. */
function withPrivateRecords(cloud: Cloud): Cloud {
  const written = new Map<string, Record<string, string>>();
  const seen = (server: Server): Server => ({ ...server, records: written.get(server.id) ?? {} });
  return {
    ...cloud,
    servers: {
      get: async (id) => {
        const server = await cloud.servers.get(id);
        return server && seen(server);
      },
      listRecords: () => Promise.resolve([]),
    },
    records: {
      write: async (serverId, key, text) => {
        await cloud.records.write(serverId, key, text);
        written.set(serverId, { ...written.get(serverId), [key]: text });
      },
      remove: async (serverId, key) => {
        await cloud.records.remove(serverId, key);
        written.delete(serverId);
      },
    },
  };
}

const world = "records die with their run";

const withoutRecord: typeof fullEcsImageSubject = {
  ...fullEcsImageSubject,
  worlds: {
    [world]: (now) => {
      const cloud = emulatedIn({ duplicateImageNames: "allowed" }, now);
      return { ...cloud, connect: (surroundings) => withPrivateRecords(cloud.connect(surroundings)) };
    },
  },
};

/** The same world, with the rule. */
const withRecord: typeof fullEcsImageSubject = {
  ...fullEcsImageSubject,
  worlds: { [world]: (now) => emulatedIn({ duplicateImageNames: "allowed" }, now) },
};

describe("the harness of cuts, with the rule of the record switched off", () => {
  it("turns red: images are made twice", async () => {
    const { findings } = await cutEveryCall(withoutRecord, world, "create", ["same inputs"]);
    const doubled = findings.filter(({ message }) => message.includes("no image is left over"));
    assert.ok(doubled.length > 10, `${doubled.length} doubled images were found`);
  });

  it("stays green with the rule", async () => {
    const { findings } = await cutEveryCall(withRecord, world, "create", ["same inputs"]);
    assert.deepEqual(findings, []);
  });

  it("turns red for two runs at once, too", async () => {
    assert.deepEqual([await imagesOfTwoRuns(withRecord), await imagesOfTwoRuns(withoutRecord)], [1, 2]);
  });
});

async function imagesOfTwoRuns(
  subject: Subject<ReturnType<ReturnType<typeof emulatedIn>["state"]>>,
): Promise<number> {
  const { scenes } = await runTwoAtOnce(subject, world, 30_000);
  return scenes[0].cloud.state().images.filter((image) => image.imageType === "private").length;
}
