import type { Comparison } from "./engine/comparison";
import type { Measured } from "./parts";

/** A figure beside its goal. */
export interface Row {
  figure: string;
  goal: string;
  measured: string;
  /** undefined: nothing is asked of it. */
  isMet?: boolean;
}

/** Everything that was measured, in the words of the page. */
export function rowsOf({ engine, calls, image10min, osChange15min, load, memory }: Measured): Row[] {
  const rows: Row[] = [];
  const add = (figure: string, value: number, most: number | undefined, text: string, unit = ""): void => {
    if (most === undefined) rows.push({ figure, goal: "", measured: text });
    else rows.push({ figure, goal: `at most ${most}${unit}`, measured: text, isMet: value <= most });
  };
  if (engine) {
    const { resources, upWithoutChanges, preview, refresh, previewOfNew, create } = engine;
    for (const [what, one] of [
      ["`up` without changes", upWithoutChanges],
      ["`preview` of what exists", preview],
      ["`refresh`", refresh],
    ] as const)
      add(`${what}, ${resources} resources, against doing nothing`, one.ratio, 1.1, ratioText(one), " times");
    const more = previewOfNew.seconds - previewOfNew.floorSeconds;
    add(`preview of ${resources} new images: more than doing nothing`, more, 2, `${more.toFixed(1)} s`, " s");
    add(`preview of ${resources} new images: calls`, previewOfNew.calls, 10, String(previewOfNew.calls));
    add(
      "CPU of the provider's process for a create",
      create.cpuMs,
      5,
      `${create.cpuMs.toFixed(1)} ms for ${create.calls.toFixed(0)} calls`,
      " ms",
    );
    const bytes = engine.stateBytesBeyondShell;
    add("state of a resource beyond the shell", bytes, 2500, `${bytes.toFixed(0)} B`, " B");
    add("`up` without changes: calls", upWithoutChanges.calls, 0, String(upWithoutChanges.calls));
  }
  if (calls) {
    add("refresh of 100 images: calls", calls.refresh100, 3, String(calls.refresh100));
    add("refresh of 1,000 images: calls", calls.refresh1000, 6, String(calls.refresh1000));
    const parts = `${calls.update}: a look, the change, a look that verifies it`;
    add("update of name, description and memory: calls", calls.update, 3, parts);
    const { osReplacementRefresh100, osReplacementUpWithoutChanges } = calls;
    add("refresh of 100 OS replacements: calls", osReplacementRefresh100, 4, String(osReplacementRefresh100));
    add(
      "`up` without changes of an OS replacement: calls",
      osReplacementUpWithoutChanges,
      0,
      String(osReplacementUpWithoutChanges),
    );
  }
  for (const { spread, calls: mean, mostCalls, meanDelaySeconds, longestDelaySeconds } of image10min?.usual ??
    []) {
    const title = `image of 10 minutes ± ${spread * 100} %`;
    add(`${title}: calls`, mean, 50, `${mean.toFixed(1)} (at most ${mostCalls})`);
    const delay = `${meanDelaySeconds.toFixed(1)} s (at most ${longestDelaySeconds.toFixed(1)} s)`;
    add(`${title}: mean delay of its end`, meanDelaySeconds, 4, delay, " s");
  }
  for (const { world, images } of image10min?.others ?? [])
    for (const { spread, calls: mean, meanDelaySeconds } of images)
      add(
        `the same ± ${spread * 100} %, where ${JSON.stringify(world)}`,
        mean,
        undefined,
        `${mean.toFixed(1)} calls, ${meanDelaySeconds.toFixed(1)} s`,
      );
  for (const one of osChange15min?.usual ?? []) {
    const title = `change of an OS of 15 minutes ± ${one.spread * 100} %`;
    const calls = `${one.calls.toFixed(1)} (at most ${one.mostCalls}), after ${one.preflightCalls.toFixed(0)} of the preflight`;
    add(`${title}: calls`, one.calls, 70, calls);
    const { meanDelaySeconds: delay, longestDelaySeconds, meanNoticedAfterSeconds } = one;
    const parts = `${delay.toFixed(1)} s (at most ${longestDelaySeconds.toFixed(1)} s); the job's end is noticed after ${meanNoticedAfterSeconds.toFixed(1)} s`;
    add(`${title}: mean delay of its end beyond the settle time`, delay, 4.5, parts, " s");
  }
  for (const { surroundings, changes } of osChange15min?.others ?? [])
    for (const { spread, calls, meanDelaySeconds } of changes)
      add(
        `the same ± ${spread * 100} %, with ${JSON.stringify(surroundings)}`,
        calls,
        undefined,
        `${calls.toFixed(1)} calls, ${meanDelaySeconds.toFixed(1)} s`,
      );
  if (load) {
    const { milliseconds, size } = load;
    add("loading `sdk`", milliseconds, 40, `${milliseconds.toFixed(1)} ms`, " ms");
    const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
    const packed = `${megabytes(size.packed)} packed, ${megabytes(size.unpacked)} in ${size.files} files`;
    add("size of the package", size.unpacked, undefined, packed);
    const dependencies = `${megabytes(size.dependencies)} in ${size.dependencyNames.length} packages`;
    add("what it brings besides `@pulumi/pulumi`", size.dependencies, undefined, dependencies);
  }
  if (memory) {
    const { one, thousand, difference, begun } = memory;
    const parts = `${difference.toFixed(0)} MiB (${one.toFixed(0)} and ${thousand.toFixed(0)} MiB)`;
    const figure = "memory of 1,000 waits: more than of one";
    if (begun === 1000) add(figure, difference, 150, parts, " MiB");
    else
      add(figure, difference, undefined, `${parts}, but only ${begun} had begun: this machine is too slow`);
  }
  return rows;
}

function ratioText({ ratio, ratioFrom, ratioTo, seconds, floorSeconds }: Comparison): string {
  const times = `${ratio.toFixed(2)} times (${ratioFrom.toFixed(2)} to ${ratioTo.toFixed(2)})`;
  return `${times}: ${seconds.toFixed(1)} s beside ${floorSeconds.toFixed(1)} s`;
}
