import type { Refusal } from "../constraints/constraint";
import type { AnyDefinition } from "../resources/definition";
import { profileOf, withoutHidden, type Properties } from "./hiddenInput";
import { judgeInputs } from "./judgeInputs";
import { preflight, type Context } from "./preflight";
import type { Runtime } from "./runtime";
import { isUnknownAt } from "./unknownValues";

/**
 * Refuses what the documents forbid, everything at once, before anything is touched. The cloud is looked at
 * only where this run would carry out an operation.
 */
export async function check(
  definition: AnyDefinition,
  runtime: Runtime,
  olds: Properties,
  news: Properties,
  context: Omit<Context, "factsOf">,
): Promise<{ inputs: Properties; failures: Refusal[] }> {
  // Without old inputs this run would make something. (A replacement is checked twice, the second time like this.)
  const exists = Object.keys(withoutHidden(olds)).length > 0;
  const defaultTags = isUnknownAt(news, "profile") ? undefined : runtime.defaultTags(profileOf(news));
  const { known, failures } = judgeInputs(definition, news, { exists, defaultTags });
  if (!exists) {
    // What is wrong by itself is not judged by live facts, too.
    const refused = new Set(failures.map(topOf));
    const factsOf: Context["factsOf"] = (question) => definition.preflightFacts(question);
    const found = await preflight(definition, runtime, known, news, { ...context, factsOf });
    failures.push(...found.filter((failure) => failure.property === "" || !refused.has(topOf(failure))));
  }
  return { inputs: news, failures };
}

function topOf({ property }: Refusal): string {
  return property.split(".")[0] ?? "";
}
