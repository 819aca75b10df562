// A provider's process without its engine around it: begins to make as many images as it is told, and says what memory
// it holds when all of them wait.
const { setTimeout: sleep } = require("node:timers/promises");
const { lifecycle } = require("../../../dist/provider/host");

/** As many begin in a second: whoever takes too long from looking to writing its record waits for something else. */
const atOnce = 20;

process.once("message", async (/** @type {any} */ { profiles, servers, vault }) => {
  const provider = lifecycle("FullEcsImage", 1);
  const settings = new Map([
    ["ecs-lifecycle:profile", "served"],
    ["ecs-lifecycle:profiles", JSON.stringify(profiles)],
  ]);
  await provider.configure({ config: { get: (key) => settings.get(key) } });
  const guest = { osFamily: "Linux", diskGroups: false, database: false };
  for (const [number, server] of servers.entries()) {
    if (number % atOnce === 0) await sleep(1_000);
    const urn = `urn:pulumi:bench::bench::pulumi-nodejs:dynamic/ecs:FullEcsImage::image-${number}`;
    const inputs = { server, vault: { id: vault }, guest, __lifecycle: { urn, timeouts: {} } };
    provider.create(inputs).catch((error) => {
      console.error(error.message);
      process.exit(1);
    });
  }
});
process.on("message", (/** @type {any} */ message) => {
  if (message !== "memory") return;
  globalThis.gc?.();
  process.send?.(process.memoryUsage().rss);
});
process.on("disconnect", () => process.exit(0));
