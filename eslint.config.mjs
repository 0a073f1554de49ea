import tseslint from "typescript-eslint";

/** Rules that hold everywhere; each has caught or would have caught a real mistake. */
const everywhere = {
  eqeqeq: ["error", "always", { null: "ignore" }],
  "max-lines": ["error", { max: 500, skipBlankLines: true, skipComments: true }],
  "no-console": "error",
  "no-template-curly-in-string": "error",
  "object-shorthand": "error",
  "prefer-const": "error",
  "@typescript-eslint/no-unused-vars": [
    "error",
    { argsIgnorePattern: "^_", ignoreRestSiblings: true },
  ],
  "@typescript-eslint/no-unused-expressions": ["error", { allowShortCircuit: true }],
};

export default tseslint.config(
  {
    ignores: [
      "**/node_modules/",
      "**/dist/",
      "odoo_addons/*/static/",
      "sidecar/src/generated/",
      "test/results/",
    ],
  },
  {
    files: ["**/*.{ts,mjs,cjs,js}"],
    extends: [tseslint.configs.recommended],
    rules: everywhere,
  },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      // JSON-RPC and AMQP codes arrive as plain numbers and are compared as such.
      "@typescript-eslint/no-unsafe-enum-comparison": "off",
      // An async function without await still promises: interfaces ask for it.
      "@typescript-eslint/require-await": "off",
    },
  },
  {
    // Odoo's modules reach the user interface without types, so every value of theirs is any.
    files: ["owl_ui/**/*.ts"],
    rules: {
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/consistent-type-imports": ["error", { disallowTypeAnnotations: false }],
    },
  },
  {
    // Tests look at foreign answers: any is what the outside is.
    files: ["**/*.test.ts", "test/**/*.ts", "**/testing/**/*.ts"],
    rules: {
      "@typescript-eslint/no-explicit-any": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "no-console": "off",
    },
  },
  {
    // Programs that talk to a person on a terminal.
    files: ["scripts/**", "docker/**", "test/**/*.mjs", "*/build*", "owl_ui/build/**"],
    rules: { "no-console": "off" },
  },
);
