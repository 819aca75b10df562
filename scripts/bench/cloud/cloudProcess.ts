import { EmulatedOpenTelekomCloud, ServedCloud, type World } from "../../../emulator";
import { fleetOf } from "./fleet";

/** What the process is asked: the calls since the last question, or to be another world. */
export type Question = "calls" | { world: Partial<World> };

/** The emulated cloud as a process of its own: what it takes is not counted as the provider's. */
async function main(): Promise<void> {
  const cloud = new EmulatedOpenTelekomCloud({ fixture: fleetOf(Number(process.argv[2])) });
  const { endpoints } = await ServedCloud.listen(cloud);
  let told = 0;
  process.on("message", (question: Question) => {
    if (question !== "calls") {
      cloud.update((state) => Object.assign(state.world, question.world));
      process.send?.("done");
      return;
    }
    const calls = cloud.calls.slice(told).map(({ method, service, path }) => `${method} ${service} ${path}`);
    told = cloud.calls.length;
    process.send?.(calls);
  });
  // Whoever started it is gone.
  process.on("disconnect", () => process.exit(0));
  const { region, projectId, accessKey, secretKey } = cloud.account;
  process.send?.({ region, projectId, accessKey, secretKey, endpoints });
}

void main();
