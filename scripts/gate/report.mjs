/**
 * The table at the end, and below it the one line that says it all.
 *
 * @param {import("./runStep.mjs").Result[]} results
 */
export function report(results) {
  const width = Math.max(...results.map(({ name }) => name.length));
  const lines = results.map(({ name, passed, failed, skipped, seconds, remark }) =>
    [
      failed > 0 ? "✗" : "✓",
      name.padEnd(width),
      `${passed} passed`.padStart(12),
      `${failed} failed`.padStart(10),
      skipped > 0 ? `${skipped} skipped`.padStart(11) : "".padStart(11),
      `${seconds.toFixed(1)} s`.padStart(9),
      remark === "" ? "" : ` ${remark}`,
    ].join(" "),
  );
  const sum = (/** @type {"passed" | "failed"} */ key) =>
    results.reduce((total, result) => total + result[key], 0);
  return ["", ...lines, "", `${sum("passed")} passed, ${sum("failed")} failed`]
    .map((line) => line.trimEnd())
    .join("\n");
}
