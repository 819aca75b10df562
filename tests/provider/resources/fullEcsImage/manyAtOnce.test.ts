import assert from "node:assert/strict";
import { setMaxListeners } from "node:events";
import type { AxiosAdapter } from "axios";
import { diskOf, EmulatedOpenTelekomCloud, serverOf, vaultOf } from "../../../../emulator";
import { openTelekomCloud } from "../../../../provider/backends/openTelekomCloud";
import { accountOfAccessKey } from "../../../../provider/backends/openTelekomCloud/account";
import { run } from "../../../../provider/procedures/run";
import { createOperation } from "../../../../provider/resources/fullEcsImage/createOperation";
import { RateLimit } from "../../../../provider/transport/rateLimit";
import { VirtualTime } from "../../../cuts/virtualTime";

const vault = "33333333-0000-4000-8000-000000000001";
const operations = 120;
/** The least that a profile may allow: every call then waits for minutes. */
const callsPerSecond = 1;

function idOf(kind: 1 | 2, number: number): string {
  return `${String(kind).repeat(8)}-0000-4000-8000-${String(number).padStart(12, "0")}`;
}

/** So many servers with a disk each, and room for an image of each. */
function cloudIn(time: VirtualTime): EmulatedOpenTelekomCloud {
  return new EmulatedOpenTelekomCloud({
    now: () => time.now(),
    world: { queueSeconds: 5, snapshotSeconds: 60, backupSeconds: 300 },
    fixture: {
      servers: Array.from({ length: operations }, (_, number) =>
        serverOf({ id: idOf(1, number), name: `server-${number}`, disks: [diskOf({ id: idOf(2, number) })] }),
      ),
      vaults: [vaultOf({ id: vault, name: "vault", sizeGb: 1_000_000 })],
      imageQuota: 1000,
    },
  });
}

describe("many full-ECS images at once", () => {
  it("all get to their requests, however long each call waits for its turn, and none is asked for twice", async function () {
    this.timeout(30_000);
    const time = new VirtualTime();
    const cloud = cloudIn(time);
    const { region, projectId, accessKey, secretKey } = cloud.account;
    const { signal: stopSignal } = new AbortController();
    setMaxListeners(0, stopSignal);
    const answer = cloud.axiosAdapter();
    const adapter: AxiosAdapter = async (config) => {
      await time.sleep(100);
      return answer(config);
    };
    const clock = time.clock();
    const account = accountOfAccessKey({ region, projectId, accessKey, secretKey });
    const rateLimit = new RateLimit(clock, callsPerSecond);
    const ours = openTelekomCloud(account, { clock, stopSignal, random: () => 0.5, adapter, rateLimit });
    const create = async (number: number): Promise<void> => {
      const inputs = {
        server: idOf(1, number),
        vault: { id: vault },
        guest: { osFamily: "Linux", diskGroups: false, database: false } as const,
        name: `image-${number}`,
      };
      const urn = `urn:pulumi:many::p::t::image-${number}`;
      const generation = String(number).padStart(16, "0");
      const { procedure } = await createOperation(
        { urn, generation, inputs },
        undefined,
        ours,
        () => undefined,
      );
      await run(procedure, {
        ...{ clock, stopSignal, commandToGoOn: "up", report: () => undefined },
        confirmEngineAlive: () => Promise.resolve(),
        timeoutMilliseconds: () => 2 * 3600 * 1000,
        letOthersGoFirst: (wait) => wait(),
      });
    };
    await time.until(Promise.all(Array.from({ length: operations }, (_, number) => create(number))));
    const { images } = cloud.state();
    const made = images.filter(({ name }) => name.startsWith("image-"));
    assert.equal(made.length, operations);
    assert.equal(new Set(made.map(({ name }) => name)).size, operations);
  });
});
