import { judge, type Judgement, type Refusal } from "../constraints/constraint";
import { CloudError } from "../ports/cloudError";
import { OperationFailure } from "../procedures/errors";
import type { AnyDefinition, KnownInputs, Warn } from "../resources/definition";
import { hiddenInput, profileOf, withoutHidden, type Properties } from "./hiddenInput";
import { judgeInputs } from "./judgeInputs";
import type { Runtime } from "./runtime";
import { connectFor } from "./secretInputs";
import { isUnknownAt } from "./unknownValues";

/** What is known of the resource besides its inputs. */
interface Context {
  formerUrn?: string | undefined;
  /** Tells something about it that refuses nothing. */
  warn: Warn;
}

/**
 * Refuses what the documents forbid, everything at once, before anything is touched. The cloud is looked at
 * only where this run would carry out an operation.
 */
export async function check(
  definition: AnyDefinition,
  runtime: Runtime,
  olds: Properties,
  news: Properties,
  context: Context,
): Promise<{ inputs: Properties; failures: Refusal[] }> {
  // Without old inputs this run would make something. (A replacement is checked twice, the second time like this.)
  const exists = Object.keys(withoutHidden(olds)).length > 0;
  const defaultTags = isUnknownAt(news, "profile") ? undefined : runtime.defaultTags(profileOf(news));
  const { known, failures } = judgeInputs(definition, news, { exists, defaultTags });
  if (!exists) {
    // What is wrong by itself is not judged by live facts, too.
    const refused = new Set(failures.map(topOf));
    const found = await preflight(definition, runtime, known, news, context);
    failures.push(...found.filter((failure) => failure.property === "" || !refused.has(topOf(failure))));
  }
  return { inputs: news, failures };
}

function topOf({ property }: Refusal): string {
  return property.split(".")[0] ?? "";
}

async function preflight(
  definition: AnyDefinition,
  runtime: Runtime,
  known: KnownInputs<Properties>,
  news: Properties,
  { formerUrn, warn }: Context,
): Promise<Refusal[]> {
  if (known.isUnknown("profile")) return [];
  const { urn, deletesBeforeReplacing = false } = hiddenInput(news);
  try {
    const cloud = await connectFor(definition, runtime, profileOf(news), known.inputs);
    const isBusy = (turn: string): boolean => runtime.queue.isBusy(turn);
    const question = {
      ...known,
      urn,
      ...(formerUrn && { formerUrn }),
      cloud,
      warn,
      deletesBeforeReplacing,
      isBusy,
    };
    const look = async (): Promise<Judgement> => {
      const facts = await definition.preflightFacts(question);
      return facts === undefined ? nothing : judge(definition.constraints, "preflight", facts);
    };
    const first = await look();
    // What this very program has changed a moment ago may be what an old list does not show.
    const judgement = first.refusals.length > 0 && cloud.listings.renew() ? await look() : first;
    judgement.announcements.forEach(warn);
    return judgement.refusals;
  } catch (error) {
    if (!(error instanceof OperationFailure || error instanceof CloudError)) throw error;
    return [{ property: "", reason: error.message }];
  }
}

const nothing: Judgement = { refusals: [], announcements: [] };
