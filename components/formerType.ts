import * as pulumi from "@pulumi/pulumi";

/** The options of a component that had another type in an earlier version: what is deployed under that one stays. */
export function formerType(
    type: string,
    options: pulumi.ComponentResourceOptions = {},
): pulumi.ComponentResourceOptions {
    return pulumi.mergeOptions(options, { aliases: [{ type: `alloy-stack:index:${type}` }] });
}
