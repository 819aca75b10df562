import type { AxiosAdapter } from "axios";
import type { CloudState, World } from "../../emulator";
import { defaultSettleSeconds } from "../../provider/resources/osReplacement/inputs";
import { emulatedIn } from "../../tests/cuts/emulatedIn";
import { Scene } from "../../tests/cuts/harness";
import { VirtualTime } from "../../tests/cuts/virtualTime";
import { running, subjectIn } from "../../tests/provider/resources/osReplacement/onTheCloud/stage";
import { drawnDurations } from "./drawnDurations";
import { mean } from "./statistics";

/** What following a change of an OS costs, and how late its end is noticed. */
export interface OsChange {
  /** How far the real duration may be from 15 minutes, as a share of it. */
  spread: number;
  /** Mean number of calls from the first that changes something to the last, the verification included. */
  calls: number;
  mostCalls: number;
  /** Mean number of calls before that: preview, conditions, how the server is before. */
  preflightCalls: number;
  /** From the moment the cloud has ended the change until the create has ended, less the settle time. */
  meanDelaySeconds: number;
  longestDelaySeconds: number;
  /** From the same moment until the cloud is asked for the job, and says so. */
  meanNoticedAfterSeconds: number;
}

/** Where changes are made, and what the program declares. */
export interface Surroundings {
  world?: Partial<World>;
  settleSeconds?: number;
}

type Followed = Record<"calls" | "preflightCalls" | "delaySeconds" | "noticedAfterSeconds", number>;

const usualSeconds = 900;

/** Changes the OS of a running server in virtual time. The poller knows neither the duration nor the spread. */
export async function osChange(spread: number, surroundings: Surroundings = {}): Promise<OsChange> {
  const followed: Followed[] = [];
  for (const seconds of drawnDurations(usualSeconds, spread))
    followed.push(await follow(seconds, surroundings));
  const all = (name: keyof Followed): number[] => followed.map((one) => one[name]);
  return {
    ...{ spread, calls: mean(all("calls")), mostCalls: Math.max(...all("calls")) },
    preflightCalls: mean(all("preflightCalls")),
    meanDelaySeconds: mean(all("delaySeconds")),
    longestDelaySeconds: Math.max(...all("delaySeconds")),
    meanNoticedAfterSeconds: mean(all("noticedAfterSeconds")),
  };
}

async function follow(osChangeSeconds: number, { world, settleSeconds }: Surroundings): Promise<Followed> {
  const time = new VirtualTime();
  const cloud = emulatedIn({ osChangeSeconds, ...world }, () => time.now());
  let askedForJobAt = 0;
  const adapter: AxiosAdapter = (config) => {
    if (config.url?.includes("/jobs/")) askedForJobAt = time.now();
    return cloud.adapter(config);
  };
  const subject = { ...subjectIn(), worlds: { this: () => ({ ...cloud, adapter }) } };
  const scene = new Scene<CloudState>(subject, "this", time);
  const { calls } = await scene.up({ ...running, ...(settleSeconds !== undefined && { settleSeconds }) });
  const [change, ...more] = cloud.state().osChanges;
  if (change?.result !== "succeeded" || change.endAt === null || more.length > 0)
    throw new Error("the emulated cloud has not changed the OS once");
  const preflightCalls = calls.findIndex((call) => !call.startsWith("GET "));
  const settleMilliseconds = (settleSeconds ?? defaultSettleSeconds) * 1000;
  return {
    ...{ preflightCalls, calls: calls.length - preflightCalls },
    delaySeconds: (time.now() - change.endAt - settleMilliseconds) / 1000,
    noticedAfterSeconds: (askedForJobAt - change.endAt) / 1000,
  };
}
