import { constraintViolated } from "../constraints/constraint";
import type { AnyDefinition, BaseOutputs, Warn } from "../resources/definition";
import { changesBetween } from "./changes";
import { confirmSameAccount } from "./confirmSameAccount";
import { hiddenInput, withoutHidden, type Properties } from "./hiddenInput";
import { judgeInputs } from "./judgeInputs";
import { preflight } from "./preflight";
import type { Runtime } from "./runtime";

/**
 * Refuses what would be begun anew where the last operation is not complete, and says what it would destroy: to Pulumi that is
 * an update, whose inputs are checked without a look at the cloud.
 */
export async function judgeResumption(
  definition: AnyDefinition,
  runtime: Runtime,
  id: string,
  olds: Properties,
  news: Properties,
  warn: Warn,
): Promise<void> {
  if (olds["settled"] === true || !definition.resumptionFacts) return;
  const changes = changesBetween(definition, olds, news, id);
  const isOfOtherInputs = changes.some(({ effect }) => effect === "replace");
  const outputs = withoutHidden(olds) as unknown as BaseOutputs;
  const { known } = judgeInputs(definition, news, { exists: true, defaultTags: undefined });
  const refusals = await preflight(definition, runtime, known, news, {
    // Records and marks derive from the URN of the creation.
    formerUrn: hiddenInput(olds).urn,
    warn,
    factsOf: async (question) => {
      confirmSameAccount(outputs.account, question.cloud.identity);
      return definition.resumptionFacts?.(question, { generation: id, outputs, isOfOtherInputs });
    },
  });
  if (refusals.length > 0) throw constraintViolated(refusals);
}
