import { join } from "node:path";
import { checkout } from "../setup/checkout.mjs";

/** What the clients need is put here, and nowhere else. */
const folder = join(checkout, ".tests", "clients");
const programs = join(checkout, "tests", "clients");

/**
 * @typedef {object} Command
 * @property {string} command
 * @property {string[]} args
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] Besides the present one.
 */

/**
 * An official client and the program that uses it.
 *
 * @typedef {object} Judge
 * @property {string} name
 * @property {Command} interpreter Asked for its version: whether it is there at all.
 * @property {Command[]} install
 * @property {Command} run
 */

/** @type {Judge[]} */
export const judges = [
  python("openstacksdk", "openstack_judge.py", ["openstacksdk==4.22.0", "otcextensions==0.34.8"]),
  python(
    "huaweicloudsdk-python",
    "huaweicloud_judge.py",
    ["ims", "ecs", "evs", "cbr", "iam", "kms"].map((service) => `huaweicloudsdk${service}==3.1.219`),
  ),
  go("gophertelekomcloud", "gophertelekomcloud"),
  go("huaweicloud-sdk-go", "huaweicloudGo"),
];

/**
 * @param {string} name
 * @param {string} program
 * @param {string[]} packages
 * @returns {Judge}
 */
function python(name, program, packages) {
  const home = join(folder, name);
  const own = join(home, "bin", "python");
  return {
    name,
    interpreter: { command: "python3", args: ["--version"] },
    install: [
      { command: "python3", args: ["-m", "venv", home] },
      { command: own, args: ["-m", "pip", "install", "--disable-pip-version-check", ...packages] },
    ],
    run: { command: own, args: [join(programs, program)] },
  };
}

/**
 * @param {string} name
 * @param {string} program
 * @returns {Judge}
 */
function go(name, program) {
  const cwd = join(programs, program);
  const binary = join(folder, name);
  const env = {
    GOMODCACHE: join(folder, "go", "modules"),
    GOCACHE: join(folder, "go", "build"),
    // Else the folder could not simply be removed.
    GOFLAGS: "-modcacherw -mod=readonly",
  };
  return {
    name,
    interpreter: { command: "go", args: ["version"] },
    install: [{ command: "go", args: ["build", "-o", binary, "."], cwd, env }],
    run: { command: binary, args: [] },
  };
}
