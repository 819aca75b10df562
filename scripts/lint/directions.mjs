/**
 * Which folder may import from which: the arrows of the house. A folder that is not listed here (tests/, scripts/) may
 * import from everywhere. The first entry that a file lies in holds.
 *
 * @typedef {object} Direction
 * @property {string} from A folder, or a single file.
 * @property {string[]} to Folders or files that it may import from, besides itself.
 * @property {string[]} [typesOf] Folders that it may import types from, because types are gone at run time.
 * @property {string[]} [names] Entries of our own package that it may load by name.
 * @property {true} [apart] The folders in it do not know each other.
 */

/** What each kind of resource is written with. */
const groundwork = ["provider/procedures", "provider/constraints", "provider/ports"];

/** The place that picks a backend: it knows them all. Only `connect.ts` knows the emulated clouds, too. */
const connect = "provider/backends/connect.ts";
const profile = "provider/backends/profile.ts";

/** @type {Direction[]} */
export const directions = [
  // The shell loads the host by name, at run time: nothing of the provider may get into the text that Pulumi stores.
  { from: "sdk", to: [], typesOf: ["provider"], names: ["pulumi-ecs-lifecycle/host"] },

  {
    from: "provider/host",
    to: [
      ...["provider/lifecycle", "provider/lookups", "provider/resources"],
      ...[...groundwork, "provider/transport", connect, profile],
    ],
  },
  { from: "provider/lifecycle", to: ["provider/resources", ...groundwork] },
  { from: "provider/lookups", to: ["provider/resources", ...groundwork] },
  { from: "provider/resources", to: groundwork },
  { from: "provider/procedures", to: groundwork },
  { from: "provider/constraints", to: groundwork },
  { from: "provider/ports", to: groundwork },
  { from: "provider/transport", to: groundwork },
  { from: connect, to: ["provider/backends", "provider/transport", ...groundwork, "emulator"] },
  { from: profile, to: ["provider/backends"] },
  {
    from: "provider/backends",
    to: ["provider/transport", "provider/ports", "provider/procedures"],
    apart: true,
  },

  // For the unit tests of programs: what the provider says and tells, without a cloud.
  { from: "testing", to: ["provider/lifecycle", "provider/lookups", "provider/resources", ...groundwork] },

  // A witness of its own: it knows the clouds' documents, not what we made of them.
  { from: "emulator", to: [], names: ["pulumi-ecs-lifecycle/package.json"] },
  // Examples are written as a user would write them.
  { from: "examples", to: [], names: ["pulumi-ecs-lifecycle"] },
];
