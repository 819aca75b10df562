import assert from "node:assert/strict";
import { fleetIds, type CloudState } from "../../../emulator";
import type { Cloud } from "../../../provider/ports/cloud";
import { CloudError } from "../../../provider/ports/cloudError";
import type { EmulatedCloud } from "../subject";
import type { VirtualTime } from "../virtualTime";

type ServerState = CloudState["servers"][number];

/** The cloud lets nobody do that now. */
class NotNow extends Error {}

/** What somebody does, beside the run. */
export interface Act {
  /** At once. */
  begin: (outsider: Outsider) => Promise<void> | void;
  /** What follows in its own time, while the run goes on. */
  goOn?: (outsider: Outsider) => Promise<void>;
}

/** How somebody has left what is theirs: nobody else may change it. */
interface Left {
  dataDisks: string[];
  metadata: Record<string, string>;
  tags: Record<string, string>;
}

const lookAgainMilliseconds = 2_000;
const mostLooks = 60;

/** Somebody else with access to the account: a colleague at the console, or another tool. */
export class Outsider {
  /** By the wire, so that the cloud refuses what it would refuse. */
  readonly client: Cloud;
  readonly left: Left = {
    dataDisks: [fleetIds.web01LogDisk, fleetIds.web01DataDisk],
    metadata: {},
    tags: {},
  };
  /** The system disks that they have put into the server: their data is on them. */
  readonly systemDisks = new Set<string>();
  /** The jobs of their own changes of the OS. */
  readonly osChanges = new Set<string>();
  /** The jobs by which they have switched the server. */
  readonly powerJobs = new Set<string>();
  private readonly deeds: Promise<void>[] = [];

  constructor(
    private readonly cloud: EmulatedCloud<CloudState>,
    private readonly time: VirtualTime,
  ) {
    const stopSignal = new AbortController().signal;
    this.client = cloud.connect({ clock: time.clock(), stopSignal, adapter: cloud.adapter });
  }

  get server(): ServerState | undefined {
    return this.cloud.state().servers.find(({ id }) => id === fleetIds.web01);
  }

  now(): number {
    return this.time.now();
  }

  /** Whether the cloud lets them. What follows is waited for with `end`. */
  async does({ begin, goOn }: Act): Promise<boolean> {
    if (!(await isTaken(async () => begin(this)))) return false;
    if (goOn) this.deeds.push(isTaken(() => goOn(this)).then(() => undefined));
    return true;
  }

  /** When all that was begun has ended. */
  async end(): Promise<void> {
    await Promise.all(this.deeds);
  }

  /** Something that the emulator has no call for. While the server is busy the cloud takes nothing. */
  changeIdle(change: (server: ServerState, state: CloudState) => void): void {
    this.cloud.update((state) => {
      const server = state.servers.find(({ id }) => id === fleetIds.web01);
      if (!server || server.taskState !== null) throw new NotNow();
      change(server, state);
    });
  }

  /** What the cloud takes at any time. */
  change(change: (state: CloudState) => void): void {
    this.cloud.update(change);
  }

  async switch(how: "start" | "stop"): Promise<void> {
    const { servers } = this.client;
    const request = how === "start" ? servers.start(fleetIds.web01) : servers.stop(fleetIds.web01, "soft");
    this.powerJobs.add((await request).jobId);
  }

  /** Puts another OS on the stopped server, and data on its new disk. */
  async changeOs(imageId: string): Promise<void> {
    const login = { keyName: "fleet-key", keyPairOwner: undefined, adminPassword: undefined };
    const rest = { userData: undefined, byol: false, encryption: undefined };
    const { jobId } = await this.client.servers.changeOs(fleetIds.web01, { imageId, ...login, ...rest });
    this.osChanges.add(jobId);
    const change = this.cloud.state().osChanges.find(({ id }) => id === jobId);
    assert.ok(change, "what was accepted is under way");
    this.systemDisks.add(change.newSystemDiskId);
  }

  /** Waits until the server is off, as long as anybody has the patience. */
  async untilStopped(): Promise<void> {
    for (let looks = 0; looks < mostLooks; looks++) {
      const { server } = this;
      if (server?.status === "SHUTOFF" && server.taskState === null) return;
      await this.time.sleep(lookAgainMilliseconds);
    }
    throw new NotNow();
  }
}

/** What else makes no sense at the moment. */
export function needs(isSo: boolean): asserts isSo {
  if (!isSo) throw new NotNow();
}

async function isTaken(deed: () => Promise<void>): Promise<boolean> {
  try {
    await deed();
    return true;
  } catch (error) {
    if (error instanceof NotNow || error instanceof CloudError) return false;
    throw error;
  }
}
