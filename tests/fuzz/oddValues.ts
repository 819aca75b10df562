import fc from "fast-check";

/** What stands in a preview for a value that is not known yet. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** As Pulumi writes a secret where it does not hand over the value itself. */
const secret = fc.constant({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value: "pw",
});

/** Names that mean something to JavaScript itself. */
export const oddNames = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "length", ""];

const oddText = fc.oneof(
  fc.constantFrom(...oddNames, " ", "null", "undefined", "NaN", "\u0000", "\ud800", "a.b", "💾".repeat(70)),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom("x".repeat(1025), "y".repeat(100_000)),
);

const oddNumber = fc.oneof(
  fc.constantFrom(0, -0, -1, 0.5, 2 ** 31, Number.MAX_SAFE_INTEGER, Number.MAX_VALUE, 5e-324),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

const notKnown = fc.constantFrom(unknownValue, `web-${unknownValue}-01`);

const leaf = fc.oneof(oddText, oddNumber, notKnown, fc.boolean(), fc.constant(null));

/** A property's name, odd ones among them. */
export const anyName = fc.oneof(fc.constantFrom(...oddNames), fc.string({ maxLength: 12 }));

/** Whatever can come out of the engine: JSON of any shape, names such as __proto__ among its keys. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: leaf },
  { weight: 1, arbitrary: secret },
  { weight: 1, arbitrary: fc.array(leaf, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.dictionary(anyName, leaf, { maxKeys: 3, noNullPrototype: true }) },
  { weight: 1, arbitrary: fc.constant(deep(40)) },
);

/** What is well-formed mostly, and something else now and then. */
export function mostly<T>(usual: fc.Arbitrary<T>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: oddValue });
}

/** A record of which each property may be there or not. */
export function partly(
  properties: Record<string, fc.Arbitrary<unknown>>,
): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(properties, { requiredKeys: [], noNullPrototype: true });
}

/** As the engine hands it over: plain JSON. */
export function asFromEngine<T>(values: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return values.map((value) => JSON.parse(JSON.stringify(value)) as T);
}

function deep(levels: number): unknown {
  return levels === 0 ? "deep" : { deeper: [deep(levels - 1)] };
}
