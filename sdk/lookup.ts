import * as pulumi from "@pulumi/pulumi";
import type { Find, Lists } from "../provider/host";
import type { LookupName } from "../provider/lookups/results";

/** What every lookup can be given besides what it looks for. */
export interface LookupArgs {
  /** Name of a profile in `ecs-lifecycle:profiles`; by default `ecs-lifecycle:profile`. */
  profile?: string | undefined;
}

/**
 * Looks something up in the cloud, at preview as well; with Pulumi's mocks, asks them for
 * `ecs-lifecycle:index:<name>`.
 */
export function lookUp<Result>(
  name: LookupName,
  args: object,
  options: pulumi.InvokeOptions | undefined,
): Promise<Result> {
  if (isMocked()) return pulumi.runtime.invoke(tokenOf(name), { ...args }, options) as Promise<Result>;
  // As for Pulumi's own functions: a program does not end before what is done with the result.
  const done = pulumi.runtime.rpcKeepAlive();
  return inThisProgram<Result>(name, args, "shared").finally(done);
}

/**
 * {@link lookUp}, as soon as all inputs are known and the resources of `dependsOn` are made. The result is a secret
 * if one of the inputs is, and unknown in a preview as long as one of them is.
 */
export function lookUpOutput<Result>(
  name: LookupName,
  args: object,
  options: pulumi.InvokeOutputOptions | undefined,
): pulumi.Output<Result> {
  if (isMocked()) return pulumi.runtime.invokeOutput(tokenOf(name), { ...args }, options);
  const done = pulumi.runtime.rpcKeepAlive();
  const inputs = pulumi.all([args, whenMade(options?.dependsOn)]);
  const result = inputs.apply(async ([known]) => {
    try {
      // What the inputs depend on may have been made a moment ago.
      return await inThisProgram<Result>(name, known, "fresh");
    } catch (error) {
      throw (await pulumi.isSecret(inputs)) ? withoutTexts(known, error as Error) : error;
    }
  });
  // Told when the result has settled, be it unknown.
  void pulumi.isSecret(result).then(done, done);
  return result;
}

function tokenOf(name: LookupName): string {
  return `ecs-lifecycle:index:${name}`;
}

function isMocked(): boolean {
  const monitor: object | undefined = pulumi.runtime.getMonitor();
  return monitor !== undefined && "mocks" in monitor;
}

/** One for each run of a program: with the Automation API several can be in one process. */
const runs = new WeakMap<object, Find>();

async function inThisProgram<Result>(name: LookupName, args: object, lists: Lists): Promise<Result> {
  try {
    return (await findOfThisRun()(name, args, lists)) as Result;
  } catch (error) {
    throw refused((error as Error).message);
  }
}

function findOfThisRun(): Find {
  const run = pulumi.runtime.getStackResource() ?? runs;
  const known = runs.get(run);
  if (known) return known;
  // Loaded by the first lookup only: a program without lookups stays light.
  const { lookups } = require("pulumi-ecs-lifecycle/host") as typeof import("../provider/host");
  const find = lookups({
    configuration: { get: (key) => pulumi.runtime.getConfig(key) },
    log: (severity, text) => void (severity === "info" ? pulumi.log.info(text) : pulumi.log.warn(text)),
  });
  runs.set(run, find);
  return find;
}

/** Resolves when these resources are made; unknown in a preview that would make one of them. */
function whenMade(resources: pulumi.InvokeOutputOptions["dependsOn"]): pulumi.Output<unknown> {
  const given = pulumi.output(resources) as pulumi.Output<pulumi.Resource | pulumi.Resource[] | undefined>;
  return given.apply((some) => pulumi.all((some === undefined ? [] : [some].flat()).map(made)));
}

function made(resource: pulumi.Resource): pulumi.Output<unknown> {
  if (pulumi.CustomResource.isInstance(resource)) return resource.id;
  // A component is made when everything in it is; Pulumi has no public word for what is in it.
  const { __childResources: children = [] } = resource as { __childResources?: Iterable<pulumi.Resource> };
  return pulumi.all([resource.urn, ...Array.from(children, made)]);
}

/** An error that Pulumi shows by its text alone. */
function refused(message: string): pulumi.RunError {
  // With a stack, Pulumi would spend a minute on printing everything that hangs on a failed output.
  return Object.assign(new pulumi.RunError(message), { stack: "" });
}

/** The error, without any text of the arguments. */
function withoutTexts(args: unknown, error: Error): Error {
  const texts = textsIn(args).sort((a, b) => b.length - a.length);
  return refused(texts.reduce((message, text) => message.replaceAll(text, "[secret]"), error.message));
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return value === "" ? [] : [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
