import { createLifecycle, type Lifecycle } from "../lifecycle";
import { reasonText } from "../lifecycle/judgeInputs";
import { Lookups, type Lists } from "../lookups";
import type { LookupName } from "../lookups/results";
import { definitions } from "../resources/registry";
import type { StackConfiguration } from "./configuration";
import { HostProcess } from "./process";

/** What the shell in the program's state calls: the six methods, and Pulumi's configure. */
export interface HostedLifecycle extends Lifecycle {
  configure(request: { config: StackConfiguration }): Promise<void>;
}

/** Versions of the shell's text that this release serves: all that were ever released. */
const contracts = [1];

let thisProcess: HostProcess | undefined;
const lifecycles = new Map<string, HostedLifecycle>();

/**
 * The lifecycle of a kind of resource. The text that Pulumi keeps in its state calls this by name.
 * @param contract version of that text
 */
export function lifecycle(kind: string, contract: number): HostedLifecycle {
  thisProcess ??= HostProcess.ofThisProcess();
  const key = `${kind} ${contract}`;
  const known = lifecycles.get(key) ?? hosted(kind, contract, thisProcess);
  lifecycles.set(key, known);
  return known;
}

function hosted(kind: string, contract: number, host: HostProcess): HostedLifecycle {
  const definition = definitions.find((candidate) => candidate.kind === kind);
  if (!definition || !contracts.includes(contract))
    throw host.edge.error(
      new Error(
        `this pulumi-ecs-lifecycle does not know ${kind} (contract ${contract}): the state was written by a newer version. ` +
          `Install that version or a newer one.`,
      ),
    );
  const methods = createLifecycle(definition, host);
  return {
    configure: (request) =>
      host.serve(() => {
        host.configure(request.config);
        return Promise.resolve();
      }),
    check: async (olds, news) => {
      const { inputs, failures } = await host.serve(() => methods.check(olds, news));
      // The engine would print the value of a property that is named, secrets included.
      return { inputs, failures: failures.map((failure) => ({ property: "", reason: reasonText(failure) })) };
    },
    diff: (id, olds, news) => host.serve(() => methods.diff(id, olds, news)),
    create: (inputs) => host.serve(() => methods.create(inputs)),
    read: (id, props) => host.serve(() => methods.read(id, props)),
    update: (id, olds, news) => host.serve(() => methods.update(id, olds, news)),
    delete: (id, props) => host.serve(() => methods.delete(id, props)),
  };
}

export type { Lists };

/** The process that a program runs in, as far as its lookups need it. */
export interface ProgramProcess {
  configuration: StackConfiguration;
  log: (severity: "info" | "warning", text: string) => void;
}

/** Finds something in the cloud that a program asks for; what it throws is complete in itself. */
export type Find = (name: LookupName, args: unknown, lists: Lists) => Promise<unknown>;

/** The lookups of one run of a program. They run in its own process, for a dynamic provider has no functions. */
export function lookups({ configuration, log }: ProgramProcess): Find {
  // A program ends with its engine by itself, and Pulumi waits for what it logs: nothing has to be watched.
  const engine = { log, hasHeard: () => Promise.resolve(), isAlive: () => Promise.resolve(true) };
  const host = new HostProcess(engine);
  host.configure(configuration);
  const found = new Lookups(
    (profile) => host.connect(profile),
    (text) => host.log("info", text, ""),
  );
  return (name, args, lists) => host.serve(() => found.find(name, args, lists));
}
