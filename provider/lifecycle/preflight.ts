import { judge, type Judgement, type Refusal } from "../constraints/constraint";
import { CloudError } from "../ports/cloudError";
import { OperationFailure } from "../procedures/errors";
import type { AnyDefinition, KnownInputs, PreflightQuestion, Warn } from "../resources/definition";
import { hiddenInput, profileOf, type Properties } from "./hiddenInput";
import type { Runtime } from "./runtime";
import { connectFor } from "./secretInputs";

/** What is known of the resource besides its inputs. */
export interface Context {
  formerUrn?: string | undefined;
  /** Tells something about it that refuses nothing. */
  warn: Warn;
  /** Looks up what is judged. */
  factsOf: (question: PreflightQuestion<Properties>) => Promise<unknown>;
}

/** What the documents have against it, judged by what the cloud shows now. */
export async function preflight(
  definition: AnyDefinition,
  runtime: Runtime,
  known: KnownInputs<Properties>,
  news: Properties,
  { formerUrn, warn, factsOf }: Context,
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
      const facts = await factsOf(question);
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
