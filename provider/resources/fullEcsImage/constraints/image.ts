import { violated, type Constraint, type Verdict } from "../../../constraints/constraint";
import { markKey } from "../../../ports/mark";
import type { Facts } from "./facts";

const api = "otc-ims-api";
const mostTags = 10;

/** The image service's own limits. */
export const imageConstraints: readonly Constraint<Facts>[] = [
  {
    id: "FEI-15",
    stage: "input",
    statement: "The name obeys the service's limits.",
    source: { document: api, section: "Creating a Full-ECS Image, request parameters" },
    verdict({ inputs: { name } }) {
      if (typeof name === "string" && !/^(?! )[A-Za-z0-9._\- ]{1,128}(?<! )$/.test(name))
        return violated({
          property: "name",
          seen: `${JSON.stringify(name)} (${name.length} characters)`,
          expected: "1 to 128 letters, digits, '-', '.', '_' and blanks, no blank first or last",
          remedy: "Choose another name, or leave it out.",
        });
      return { kind: "met" };
    },
  },
  {
    id: "FEI-15",
    stage: "input",
    statement: "The description obeys the service's limits.",
    source: { document: api, section: "Creating a Full-ECS Image, request parameters" },
    verdict({ inputs: { description } }) {
      if (typeof description === "string" && (description.length > 1024 || /[<>\r\n]/.test(description)))
        return violated({
          property: "description",
          seen: `${description.length} characters${/[<>\r\n]/.test(description) ? ", with <, > or a line break" : ""}`,
          expected: "at most 1024 characters without <, > and line breaks",
          remedy: "Shorten the description or take these characters out.",
        });
      return { kind: "met" };
    },
  },
  {
    id: "FEI-15",
    stage: "input",
    statement: "The limits of memory fit each other.",
    source: { document: api, section: "Creating a Full-ECS Image, request parameters" },
    verdict({ inputs: { minRamMb, maxRamMb } }) {
      if (minRamMb && maxRamMb && minRamMb > maxRamMb)
        return violated({
          property: "minRamMb",
          seen: `${minRamMb} MiB, more than maxRamMb (${maxRamMb})`,
          expected: "at most maxRamMb",
          remedy: "Correct one of the two.",
        });
      return { kind: "met" };
    },
  },
  {
    id: "FEI-15",
    stage: "input",
    statement:
      "Tags, together with the profile's default tags and the provider's mark, obey the service's limits.",
    source: { document: api, section: "Creating a Full-ECS Image, request parameters" },
    verdict: ({ inputs: { tags }, defaultTags }) => tagsVerdict(tags ?? {}, defaultTags ?? {}),
  },
  {
    id: "FEI-15",
    stage: "preflight",
    statement: "The name is not taken.",
    source: { document: api, section: "Error code IMG.0009" },
    verdict({ inputs: { name }, live }) {
      if (!live || !name) return { kind: "notApplicable" };
      if ("unknown" in live.namesakes) return { kind: "unknown", why: live.namesakes.unknown };
      const [taken] = live.namesakes.value;
      if (!taken) return { kind: "met" };
      return violated({
        property: "name",
        seen: `"${name}" is the name of image ${taken.id}${taken.ours ? ", which an earlier operation of this resource made" : ""}`,
        expected: "a name that no other private image has",
        remedy: taken.ours ? waysOut(taken.id, taken.backupId) : "Choose another name, or leave it out.",
      });
    },
  },
  {
    id: "FEI-15",
    stage: "preflight",
    statement: "The quota of private images has room.",
    source: { document: api, section: "Error code IMG.0015" },
    verdict({ live }) {
      if (!live) return { kind: "notApplicable" };
      if ("unknown" in live.quota) return { kind: "unknown", why: live.quota.unknown };
      if (!live.quota.value)
        return { kind: "unknown", why: "the cloud does not tell the quota of private images." };
      const { used, limit } = live.quota.value;
      if (used < limit) return { kind: "met" };
      return violated({
        property: "",
        seen: `the quota of private images is used up: ${used} of ${limit}`,
        expected: "room for one more",
        remedy: "Delete images that nobody needs, or have the quota raised in the console (My Quotas).",
      });
    },
  },
];

/** What to do where the resource's own earlier image still has the name. */
export function waysOut(imageId: string, backupId: string | undefined): string {
  return (
    `Two ways out: leave the name out, and each image gets one of its own; or set the option deleteBeforeReplace, and the ` +
    `old image goes first. If no resource holds the old one any more: adopt: "${imageId}" takes it over, or delete image ${imageId} with its backup ${backupId ?? "(if it has one)"} in the IMS console.`
  );
}

function tagsVerdict(tags: Record<string, string>, defaultTags: Record<string, string>): Verdict {
  for (const [key, value] of Object.entries(tags)) {
    const property = `tags.${key}`;
    const remedy = "Change the tag or take it out.";
    if (key === markKey)
      return violated({
        property,
        seen: `the key ${markKey}`,
        expected: "another key: this one is the provider's own mark",
        remedy,
      });
    if (!/^[A-Za-z0-9_-]{1,36}$/.test(key))
      return violated({
        property,
        seen: `a key of ${key.length} characters`,
        expected: "1 to 36 letters, digits, '_' and '-'",
        remedy,
      });
    if (!/^[A-Za-z0-9_-]{0,43}$/.test(value))
      return violated({
        property,
        seen: `a value of ${value.length} characters`,
        expected: "at most 43 letters, digits, '_' and '-'",
        remedy,
      });
  }
  const added = Object.keys(defaultTags).filter((key) => !Object.hasOwn(tags, key)).length;
  const all = Object.keys(tags).length + added + 1;
  if (all <= mostTags) return { kind: "met" };
  return violated({
    property: "tags",
    seen: `${Object.keys(tags).length} tags${added > 0 ? `, ${added} more from the profile's defaultTags` : ""}, and the provider's own mark`,
    expected: `at most ${mostTags} in all`,
    remedy: "Take tags out.",
  });
}
