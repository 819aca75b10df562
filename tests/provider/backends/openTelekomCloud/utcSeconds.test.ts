import assert from "node:assert/strict";
import { utcSeconds } from "../../../../provider/backends/openTelekomCloud/utcSeconds";

const expected = Date.UTC(2026, 0, 2, 3, 4, 5) / 1000;

describe("dates of Open Telekom Cloud", () => {
  for (const { reason, text } of [
    { reason: "with Z", text: "2026-01-02T03:04:05Z" },
    { reason: "with milliseconds", text: "2026-01-02T03:04:05.678Z" },
    { reason: "with an offset", text: "2026-01-02T03:04:05.678+00:00" },
    { reason: "with another offset", text: "2026-01-02T05:04:05+02:00" },
    { reason: "without a zone, and with microseconds", text: "2026-01-02T03:04:05.856332" },
  ])
    it(`are in UTC, whatever time it is here: ${reason}`, () => {
      const zone = process.env["TZ"];
      process.env["TZ"] = "America/New_York";
      try {
        assert.equal(utcSeconds(text), expected);
      } finally {
        if (zone === undefined) delete process.env["TZ"];
        else process.env["TZ"] = zone;
      }
    });
});
