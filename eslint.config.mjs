import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
    { ignores: ["node_modules", "rendered", "components/dist", "**/*.mjs", "**/*.cjs"] },
    js.configs.recommended,
    tseslint.configs.strictTypeChecked,
    {
        languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
        rules: {
            "@typescript-eslint/restrict-template-expressions": [
                "error",
                { allowNumber: true, allowBoolean: true },
            ],
            // What is left of an object without one of its properties.
            "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
            "no-restricted-imports": [
                "error",
                {
                    patterns: [
                        {
                            regex: "^[./]+/components$",
                            message: "The folder is what is published: import components/index.",
                        },
                    ],
                },
            ],
            // Resources are created for what they do, not for their value.
            "no-new": "off",
        },
    },
    {
        files: ["tests/**"],
        rules: { "@typescript-eslint/no-non-null-assertion": "off" },
    },
);
