import assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { fullEcsImageInputs } from "../../provider/resources/fullEcsImage/inputs";
import type { FullEcsImageOutputs } from "../../provider/resources/fullEcsImage/outputs";
import type { FullEcsImage, FullEcsImageArgs } from "../../sdk/fullEcsImage";

// Mostly held by the type checker, in the gate's step "types": a difference makes `same` refuse its argument.

/** True only where both are the same type, optional properties and readonly included. */
// A generic function is how the type checker compares two types without regard to what can be assigned.
/* eslint-disable @typescript-eslint/no-unnecessary-type-parameters */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/* eslint-enable @typescript-eslint/no-unnecessary-type-parameters */

/** A value as a program may know it, without Pulumi's wrappings, on every level. */
type Unwrapped<T> =
  T extends pulumi.OutputInstance<infer Inner>
    ? Unwrapped<Inner>
    : T extends Promise<infer Inner>
      ? Unwrapped<Inner>
      : T extends (infer Item)[]
        ? Unwrapped<Item>[]
        : T extends object
          ? { [K in keyof T]: Unwrapped<T[K]> }
          : T;

/** Without null: an explicit null arrives from programs that are not typed, and nobody is invited to write one. */
type WithoutNull<T> = T extends null ? never : T extends object ? { [K in keyof T]: WithoutNull<T[K]> } : T;

/** The outputs that a class declares of its own. */
type DeclaredOutputs<Resource> = {
  [K in Exclude<keyof Resource, keyof pulumi.CustomResource>]: Resource[K] extends pulumi.Output<infer Value>
    ? Value
    : never;
};

/** With every property there, as outputs of a finished operation are read; the value may still be undefined. */
type Present<T, Optional extends keyof T> = {
  [K in keyof T]-?: K extends Optional ? T[K] | undefined : Exclude<T[K], undefined>;
};

function same<A, B>(isSame: Same<A, B>): void {
  assert.equal(isSame, true);
}

describe("the types of FullEcsImage", () => {
  it("are seen to differ where they do", () => {
    same<Same<{ a: string }, { a: string }>, true>(true);
    same<Same<{ a: string }, { a?: string }>, false>(true);
    same<Same<{ a: string }, { a: string | undefined }>, false>(true);
    same<Same<{ a: string }, { a: string; b: string }>, false>(true);
    same<Unwrapped<{ a: pulumi.Input<{ b: pulumi.Input<string> }> }>, { a: { b: string } }>(true);
  });

  it("accept as arguments exactly what the schema accepts", () => {
    same<Unwrapped<FullEcsImageArgs>, WithoutNull<z.input<typeof fullEcsImageInputs>>>(true);
  });

  it("declare exactly the outputs that there are", () => {
    type Declared = DeclaredOutputs<FullEcsImage>;
    // The version of the outputs' shape is for the lifecycle alone.
    type Made = Omit<WithoutNull<FullEcsImageOutputs>, "stateVersion">;
    same<keyof Declared, keyof Made>(true);
    same<
      Omit<Declared, "imageStatus">,
      Omit<Present<Made, "description" | "availableOnlyIn">, "imageStatus">
    >(true);
    // Users are not bound to the words that the console has today.
    same<Declared["imageStatus"], string>(true);
  });

  it("are those of a schema that has no other property", () => {
    const names: Record<keyof FullEcsImageArgs, true> = {
      ...{ server: true, vault: true, name: true, description: true },
    };
    assert.deepEqual(Object.keys(fullEcsImageInputs.shape).sort(), Object.keys(names).sort());
  });
});
