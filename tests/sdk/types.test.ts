import assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import type { idNameOrTags, idOrName } from "../../provider/lookups/arguments";
import { fullEcsImageInputs } from "../../provider/resources/fullEcsImage/inputs";
import type { FullEcsImageOutputs } from "../../provider/resources/fullEcsImage/outputs";
import type {
  GetFullEcsImageArgs,
  GetFullEcsImageOutputArgs,
  GetFullEcsImageResult,
  GetServerArgs,
  GetServerOutputArgs,
  GetVaultArgs,
  GetVaultOutputArgs,
} from "../../sdk";
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

/** The same properties, written as one object type. */
type Flat<T> = { [K in keyof T]: T[K] };

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
    type Declared = Unwrapped<FullEcsImageArgs>;
    type Accepted = WithoutNull<z.input<typeof fullEcsImageInputs>>;
    same<Omit<Declared, "guest">, Omit<Accepted, "guest">>(true);
    // What every server needs is asked for by the types already; the schema leaves that to the constraints.
    type Guest = NonNullable<Accepted["guest"]>;
    type Needed = { [K in "osFamily" | "database"]: NonNullable<Guest[K]> };
    same<NonNullable<Declared["guest"]>, Flat<Needed & Omit<Guest, keyof Needed>>>(true);
  });

  it("declare every output that there is, and of the inputs those that say what was made", () => {
    type Declared = DeclaredOutputs<FullEcsImage>;
    type DeclaredInputs = "server" | "vault" | "name" | "description" | "tags";
    // The version of the outputs' shape is for the lifecycle alone.
    type Hidden = Exclude<keyof FullEcsImageArgs, DeclaredInputs> | "stateVersion";
    type Made = Omit<WithoutNull<FullEcsImageOutputs>, Hidden>;
    same<keyof Declared, keyof Made>(true);
    type MayBeAbsent = "description" | "tags" | "availableOnlyIn" | "jobId" | "backedUpAt";
    // Users are not bound to the words that the console has today, nor to what can be done with an image today.
    type Wider = "imageStatus" | "exportable" | "replicable" | "adopted";
    same<Omit<Declared, Wider>, Omit<Present<Made, MayBeAbsent>, Wider>>(true);
    same<
      Pick<Declared, Wider>,
      { imageStatus: string; exportable: boolean; replicable: boolean; adopted: boolean | undefined }
    >(true);
  });

  it("are those of a schema that has no other property", () => {
    const names: Record<keyof FullEcsImageArgs, true> = {
      ...{ server: true, vault: true, name: true, description: true, tags: true, enterpriseProject: true },
      ...{ minRamMb: true, maxRamMb: true, guest: true, completeWhen: true, triggers: true },
      ...{ keepBackup: true, deleteVaultWhenEmpty: true, adopt: true, profile: true },
    };
    assert.deepEqual(Object.keys(fullEcsImageInputs.shape).sort(), Object.keys(names).sort());
  });
});

describe("the types of the lookups", () => {
  it("accept as arguments exactly what the schemas accept", () => {
    type IdOrName = WithoutNull<z.input<typeof idOrName>>;
    same<Flat<GetServerArgs>, IdOrName>(true);
    same<Flat<GetVaultArgs>, IdOrName>(true);
    same<Flat<GetFullEcsImageArgs>, WithoutNull<z.input<typeof idNameOrTags>>>(true);
  });

  it("accept in the output form the same, from other resources", () => {
    same<Unwrapped<GetServerOutputArgs>, Flat<GetServerArgs>>(true);
    same<Unwrapped<GetVaultOutputArgs>, Flat<GetVaultArgs>>(true);
    same<Unwrapped<GetFullEcsImageOutputArgs>, Flat<GetFullEcsImageArgs>>(true);
  });

  it("name what an image tells as FullEcsImage does, and whatever of it can be seen", () => {
    type Output = keyof DeclaredOutputs<FullEcsImage>;
    // How it was declared, and how it was made, shows nowhere.
    type NotToBeSeen = "server" | "vault" | "tags" | "jobId" | "settled" | "adopted";
    type OfLookupsOnly = "owner" | "minRamMb" | "maxRamMb" | "enterpriseProject";
    same<keyof GetFullEcsImageResult, Exclude<Output, NotToBeSeen> | OfLookupsOnly>(true);
  });
});
