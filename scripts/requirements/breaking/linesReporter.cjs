// Writes a line of JSON for everything that happens in a mocha run, at once: a run that crashes leaves what it came to.
const { appendFileSync } = require("node:fs");
const { relative } = require("node:path");
const { reporters, Runner } = require("mocha");

const { EVENT_TEST_BEGIN, EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_RUN_END } = Runner.constants;

module.exports = class LinesReporter extends reporters.Base {
  /**
   * @param {import("mocha").Runner} runner
   * @param {import("mocha").MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    /** @type {(event: string, test?: import("mocha").Runnable) => void} */
    const write = (event, test) => {
      const file = test?.file === undefined ? undefined : relative(process.cwd(), test.file);
      appendFileSync(
        options.reporterOptions.lines,
        `${JSON.stringify({ event, file, title: test?.title })}\n`,
      );
    };
    runner.on(EVENT_TEST_BEGIN, (test) => write("begin", test));
    runner.on(EVENT_TEST_PASS, (test) => write("pass", test));
    runner.on(EVENT_TEST_FAIL, (test) => write("fail", test));
    runner.once(EVENT_RUN_END, () => write("end"));
  }
};
