// Loaded by every Node process of a measured command: writes down what the process has used when it ends.
const { writeFileSync } = require("node:fs");
const { join } = require("node:path");

const folder = process.env["BENCH_REPORTS"];
if (folder !== undefined) {
  process.on("exit", () => {
    const { user, system } = process.cpuUsage();
    const isProvider = process.argv.some((word) => word.includes("dynamic-provider"));
    const report = { isProvider, cpuMs: (user + system) / 1000 };
    writeFileSync(join(folder, `${process.pid}.json`), JSON.stringify(report));
  });
  // The engine ends its plugins so; without a listener there would be no exit.
  process.on("SIGINT", () => process.exit(0));
}
