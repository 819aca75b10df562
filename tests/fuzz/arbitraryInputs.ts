import fc from "fast-check";
import { fleetIds } from "../../emulator";
import { hiddenInputName, type Properties } from "../../provider/lifecycle/hiddenInput";
import { imageIds, urn } from "./identities";
import { anyName, asFromEngine, mostly, oddValue, partly } from "./oddValues";

const text = fc.string({ minLength: 1, maxLength: 12 });
const id = fc.constantFrom(...Object.values(fleetIds));
const flag = fc.boolean();
const megabytes = fc.integer({ min: 0, max: 200_000 });
export const tags = fc.dictionary(
  fc.stringMatching(/^[A-Za-z0-9_-]{1,8}$/),
  fc.stringMatching(/^[A-Za-z0-9_-]{0,8}$/),
  { maxKeys: 12, noNullPrototype: true },
);

const guests = {
  osFamily: fc.constantFrom("Linux", "Windows"),
  sanPolicy: fc.constantFrom("OnlineAll", "OfflineShared", "OfflineInternal"),
  spannedVolumes: flag,
  diskGroups: flag,
  database: flag,
};

/** Inputs that the schema takes; whether they fit together is another thing. */
export const wellFormedInputs: Record<string, fc.Arbitrary<unknown>> = {
  server: fc.oneof(id, fc.constantFrom("web-01", "db-01", "no such server")),
  vault: fc.oneof(
    fc.record({ id }),
    fc.record({ name: fc.constantFrom("vault-servers", "vault-full", "no such vault") }),
    fc.record({
      ensure: fc.record({ name: text, size: fc.integer({ max: 2_000_000 }) }, { requiredKeys: ["name"] }),
    }),
  ),
  name: fc.oneof(fc.stringMatching(/^[A-Za-z0-9._-]{1,20}$/), text),
  description: text,
  tags,
  enterpriseProject: fc.constantFrom("0", "c10d4c5a-9b7d-4f2a-8b0c-0d0e0e0e0e0e"),
  minRamMb: megabytes,
  maxRamMb: megabytes,
  guest: fc.oneof(
    { weight: 4, arbitrary: fc.constant<object>({ osFamily: "Linux", diskGroups: false, database: false }) },
    {
      weight: 4,
      arbitrary: fc.constant<object>({
        ...{ osFamily: "Windows", sanPolicy: "OnlineAll" },
        ...{ spannedVolumes: false, database: false },
      }),
    },
    { weight: 2, arbitrary: partly(guests) },
  ),
  completeWhen: fc.constantFrom("backedUp", "usableInSourceAz"),
  triggers: fc.array(oddValue, { maxLength: 3 }),
  keepBackup: flag,
  deleteVaultWhenEmpty: flag,
  adopt: fc.constantFrom(...imageIds, fleetIds.ubuntu),
  profile: text,
};

/** The same, with something else now and then, on every level. */
export const oddInputs = withOddLeaves({
  ...wellFormedInputs,
  vault: fc.oneof(
    ...["id", "name"].map((way) => partly({ [way]: mostly(id) })),
    partly({ ensure: mostly(partly({ name: mostly(text), size: oddValue })) }),
    partly({ id: oddValue, name: oddValue, ensure: oddValue, other: oddValue }),
  ),
  guest: partly({ ...withOddLeaves(guests), other: oddValue }),
});

/** What is enough for an image, and a choice of what nothing is wrong with. */
const sufficient = fc
  .tuple(
    fc.record({
      server: wellFormedInputs["server"]!,
      vault: wellFormedInputs["vault"]!,
      guest: wellFormedInputs["guest"]!,
    }),
    partly({
      name: fc.constantFrom("web-01 full", "a"),
      description: fc.constant("before the upgrade"),
      tags: fc.constantFrom({}, { team: "web" }),
      maxRamMb: megabytes,
      completeWhen: wellFormedInputs["completeWhen"]!,
      triggers: wellFormedInputs["triggers"]!,
      keepBackup: flag,
    }),
  )
  .map(([needed, others]) => ({ ...others, ...needed }));

const usualHidden = { urn, timeouts: {} };
const durations = fc.constantFrom("90m", "1h30m", "5s");
const hidden = fc.oneof(
  { weight: 40, arbitrary: fc.constant<unknown>(usualHidden) },
  {
    weight: 4,
    arbitrary: fc.record<unknown>({
      urn: fc.constant(urn),
      timeouts: mostly(partly({ create: mostly(durations), update: oddValue, delete: oddValue })),
      deletesBeforeReplacing: mostly(flag),
    }),
  },
  { weight: 1, arbitrary: oddValue },
);

/**
 * Inputs as the engine hands them over, with what the sdk adds: what suffices, what a user forgets or misspells, odd
 * leaves, other properties.
 */
export function inputsFrom(
  enough: fc.Arbitrary<Properties>,
  wellFormed: Record<string, fc.Arbitrary<unknown>>,
  odd: Record<string, fc.Arbitrary<unknown>>,
): fc.Arbitrary<Properties> {
  const withOneOdd = fc
    .tuple(enough, fc.constantFrom(...Object.keys(odd)), oddValue)
    .map(([inputs, name, value]) => ({ ...inputs, [name]: value }));
  const withOthers = fc
    .tuple(partly(odd), fc.dictionary(anyName, oddValue, { maxKeys: 3 }))
    .map(([known, others]) => ownPropertiesOf(known, others));
  const declared: fc.Arbitrary<Properties> = fc.oneof(
    { weight: 4, arbitrary: enough },
    { weight: 2, arbitrary: partly(wellFormed) },
    { weight: 4, arbitrary: withOneOdd },
    { weight: 4, arbitrary: partly(odd) },
    { weight: 1, arbitrary: withOthers },
  );
  return asFromEngine(
    fc.tuple(declared, hidden).map(([inputs, its]) => ownPropertiesOf(inputs, { [hiddenInputName]: its })),
  );
}

/** Inputs of a FullEcsImage. */
export const anyInputs = inputsFrom(sufficient, wellFormedInputs, oddInputs);

export function withOddLeaves(
  usual: Record<string, fc.Arbitrary<unknown>>,
): Record<string, fc.Arbitrary<unknown>> {
  return Object.fromEntries(Object.entries(usual).map(([name, value]) => [name, mostly(value)]));
}

/** Both together; __proto__ is a property like any other. */
function ownPropertiesOf(...all: Properties[]): Properties {
  return Object.fromEntries(all.flatMap((properties) => Object.entries(properties)));
}
