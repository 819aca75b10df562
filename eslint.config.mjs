import eslint from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import typescript from "typescript-eslint";
import { importDirections } from "./scripts/lint/importDirections.mjs";

const plainNode = ["scripts/**/*.mjs", "scripts/**/*.cjs", "eslint.config.mjs"];

export default defineConfig(
  globalIgnores(["dist", ".quickstart", ".tests", ".reference"]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  eslint.configs.recommended,
  typescript.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { house: { rules: { "import-directions": importDirections } } },
    rules: {
      "house/import-directions": "error",
      "no-console": "error",
      // `require("…") as typeof import("…")` is how a late import gets its types.
      "@typescript-eslint/consistent-type-imports": ["error", { disallowTypeAnnotations: false }],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],

      // A method of an asynchronous interface may have nothing to wait for; `async` then turns its throws into rejections.
      "@typescript-eslint/require-await": "off",
      // Messages for users are full of numbers and booleans.
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      // `() => list.push(x)` reads well where nobody looks at the result.
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // A loop that ends by `return` is how a runner is written.
      "@typescript-eslint/no-unnecessary-condition": [
        "error",
        { allowConstantLoopConditions: "only-allowed-literals" },
      ],
      // Leaving a property out by destructuring is how a property is left out.
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
      // The shell loads the host by name, inside a function that Pulumi serializes.
      "@typescript-eslint/no-require-imports": ["error", { allow: ["^pulumi-ecs-lifecycle/host$"] }],
    },
  },
  {
    files: ["tests/**/*.ts"],
    rules: {
      // Tests look at parsed JSON (states, requests), and a wrong guess at its shape is a red test anyway.
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      // `thing!` in a test fails the test, which is what is wanted there.
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
  {
    // Programs as users write them, in both kinds of modules.
    files: ["tests/package/programs/**/*.js"],
    languageOptions: { globals: { process: "readonly", require: "readonly", module: "writable" } },
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
  {
    // Set-up and gate run before there is a compiler, so they are JavaScript; tsc checks their doc comments' types.
    files: plainNode,
    extends: [typescript.configs.disableTypeChecked],
    languageOptions: {
      globals: {
        process: "readonly",
        console: "readonly",
        URL: "readonly",
        setTimeout: "readonly",
        clearTimeout: "readonly",
        setInterval: "readonly",
        clearInterval: "readonly",
        require: "readonly",
        module: "writable",
      },
    },
    rules: {
      "no-console": "off",
      "@typescript-eslint/no-require-imports": "off",
      "@typescript-eslint/no-explicit-any": "off",
    },
  },
);
