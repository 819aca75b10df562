import type { Measured } from "./parts";

/** All figures as one object; those of parts that were left out are missing. */
export function toJson({ engine, calls, image10min, osChange15min, load, memory }: Measured): object {
  return {
    ratios: engine && {
      upWithoutChanges: engine.upWithoutChanges.ratio,
      preview: engine.preview.ratio,
      refresh: engine.refresh.ratio,
    },
    createCpuMs: engine?.create.cpuMs,
    stateBytesBeyondShell: engine?.stateBytesBeyondShell,
    loadMs: load?.milliseconds,
    installedBytes: load?.size,
    calls: {
      upWithoutChanges: engine?.upWithoutChanges.calls,
      preview200: engine?.previewOfNew.calls,
      refresh200: engine?.refresh.calls,
      ...calls,
    },
    image10min: image10min?.usual,
    image10minInOtherWorlds: image10min?.others,
    osChange15min: osChange15min?.usual,
    osChange15minInOtherSurroundings: osChange15min?.others,
    preview200: engine?.previewOfNew,
    memoryMiB: memory,
    absolute: engine,
  };
}
