import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { median } from "./statistics";

const runs = 15;
const checkout = join(__dirname, "..", "..");

/** Milliseconds that loading the compiled `sdk` takes in a process that has loaded `@pulumi/pulumi`. */
export function loadMilliseconds(): number {
  const script = `require("@pulumi/pulumi"); const began = performance.now(); require("./dist/sdk"); console.log(performance.now() - began);`;
  const times = Array.from({ length: runs }, () =>
    Number(execFileSync(process.execPath, ["-e", script], { cwd: checkout, encoding: "utf8" })),
  );
  return median(times);
}
