import { Plugin } from "./plugin";

/**
 * What programs in YAML are told of a plugin: its provider's inputs. They may use none of its resources, of which the official
 * plugin's schema tells too; what a component makes of them is asked of no schema.
 */
export function schemaOf({ name, version, providerInputs }: Plugin): string {
    const inputProperties = Object.fromEntries(
        Object.entries(providerInputs).map(([input, type]) => [input, { type }]),
    );
    return JSON.stringify({ name, version, provider: { type: "object", inputProperties } });
}
