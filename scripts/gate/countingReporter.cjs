// Mocha's usual output, and besides it the counts in a file: the gate reads them there instead of guessing them from
// the text. Without that file (mocha was killed, a test file does not load) the run counts as failed.
const { writeFileSync } = require("node:fs");
const { reporters, Runner } = require("mocha");

module.exports = class CountingReporter extends reporters.Spec {
  /**
   * @param {import("mocha").Runner} runner
   * @param {import("mocha").MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      writeFileSync(options.reporterOptions.counts, JSON.stringify({ passes, failures, pending }));
    });
  }
};
