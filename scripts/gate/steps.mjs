import { existsSync } from "node:fs";
import { join } from "node:path";
import { engineEnvironment } from "../engine/environment.mjs";
import { checkout } from "../setup/checkout.mjs";

/**
 * What has to be there before a step can run.
 *
 * @typedef {"build" | "engine"} Need
 */

/**
 * One step of the gate.
 *
 * @typedef {object} Step
 * @property {string} name `npm run test:<name>` runs it alone.
 * @property {string} title
 * @property {Need[]} needs
 * @property {string[]} command What Node runs: a script of a dependency and its arguments.
 * @property {boolean} countsTests Whether it is a mocha run, whose tests count one by one.
 * @property {() => NodeJS.ProcessEnv} [environment] Default: the present one.
 * @property {() => boolean} [applies] Default: always.
 */

const minute = 60_000;

/**
 * Folders of tests/ that are steps of their own, how long one test in them may take, and how many files run at once.
 *
 * @type {Record<string, { title: string, timeout: number, jobs?: number, needs: Need[], environment?: () => NodeJS.ProcessEnv }>}
 */
const ownSteps = {
  mocks: { title: "tests with Pulumi's mocks", timeout: minute, needs: ["build"] },
  fuzz: {
    title: "check, diff and read with arbitrary values",
    timeout: 60 * minute,
    jobs: 2,
    needs: ["build"],
  },
  cuts: {
    title: "procedures cut at every call",
    timeout: 10 * minute,
    jobs: 2,
    needs: ["build"],
  },
  engine: {
    title: "tests on the real engine",
    timeout: 10 * minute,
    // Mostly waiting for an emulated cloud.
    jobs: 4,
    needs: ["build", "engine"],
    // Set here, so that no test can forget it and touch the user's own Pulumi.
    environment: () => engineEnvironment(join(checkout, ".tests", "engine")),
  },
  package: {
    title: "the npm package, installed and used",
    timeout: 5 * minute,
    needs: ["build", "engine"],
    environment: () => engineEnvironment(join(checkout, ".tests", "package", "engine")),
  },
};

/**
 * All steps, in the order in which they run: what is quick and often wrong comes first.
 *
 * @type {Step[]}
 */
export const steps = [
  {
    name: "format",
    title: "format",
    needs: [],
    command: ["node_modules/prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "."],
    countsTests: false,
  },
  {
    name: "lint",
    title: "lint",
    // Its rules use types, and examples import the package by its name.
    needs: ["build"],
    command: ["node_modules/eslint/bin/eslint.js", "--max-warnings", "0", "."],
    countsTests: false,
  },
  {
    name: "types",
    title: "types",
    needs: ["build"],
    command: ["node_modules/typescript/bin/tsc", "--noEmit"],
    countsTests: false,
  },
  {
    name: "unit",
    title: "unit tests",
    needs: ["build"],
    command: mocha(
      ["tests/**/*.test.ts"],
      Object.keys(ownSteps).flatMap((folder) => ["--ignore", `tests/${folder}/**`]),
    ),
    countsTests: true,
  },
  ...Object.entries(ownSteps).map(([name, { timeout, jobs = 1, ...rest }]) => ({
    name,
    command: mocha(
      [`tests/${name}/**/*.test.ts`],
      ["--timeout", String(timeout), ...(jobs > 1 ? ["--parallel", "--jobs", String(jobs)] : [])],
    ),
    countsTests: true,
    ...rest,
  })),
  {
    name: "docs",
    title: "generated documents are current, public members documented",
    needs: [],
    command: ["node_modules/ts-node/dist/bin.js", "scripts/docs.ts", "--check"],
    countsTests: false,
    applies: () => existsSync(join(checkout, "scripts", "docs.ts")),
  },
];

/**
 * @param {string[]} files
 * @param {string[]} options
 */
function mocha(files, options) {
  return ["node_modules/mocha/bin/mocha.js", ...options, ...files];
}
