import { Tool } from "./tool";

/** Runs programs in YAML. Pulumi's CLI brings one; the lab's own is made of its module alone. */
export const yamlHost: Tool = {
    name: "pulumi-language-yaml",
    version: "1.25.0",
    commands: ["pulumi-language-yaml"],
    accepts: "^1.25.0",
    probe: "buildinfo",
    source: {
        kind: "go",
        module: "github.com/pulumi/pulumi-yaml",
        version: "v1.25.0",
        main: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
        seconds: 90,
        variables: { "github.com/pulumi/pulumi-yaml/pkg/version.Version": "v1.25.0" },
    },
};

/**
 * Makes a package's SDK for other languages: the part of Pulumi's language hosts that does. The hosts themselves are in no package
 * registry.
 */
export const sdkGenerator: Tool = {
    name: "sdk-generator",
    version: "3.259.0",
    commands: ["alloy-stack-sdk"],
    accepts: "3.259.0",
    probe: "buildinfo",
    source: {
        kind: "go",
        module: "github.com/pulumi/pulumi/pkg/v3",
        version: "v3.259.0",
        main: "sdkGenerator/main.go",
        seconds: 60,
        nested: { "github.com/pulumi/pulumi/sdk/v3": "v3.259.0" },
    },
};
