import * as pulumi from "@pulumi/pulumi";

import { StackConfiguration } from "../stack/configuration";

/** A resource as the program registered it. Secret values have been replaced by `hidden`. */
export interface Recorded {
    type: string;
    name: string;
    inputs: Record<string, unknown>;
}

/** What providers add to a resource's inputs, where the program reads it. One of others has no inputs: its id says which it is. */
const computed: Record<string, (inputs: Record<string, unknown>, id?: string) => Record<string, unknown>> = {
    "docker:index/remoteImage:RemoteImage": ({ name }) => ({ imageId: name }),
    "vault:index/authBackend:AuthBackend": ({ path, type }, id) => ({ path: path ?? type ?? id }),
    "kubernetes:core/v1:Namespace": ({ metadata }, id) => ({ metadata: metadata ?? { name: id } }),
};

/** Stands where a secret would be. */
export const hidden = "<secret>";

/** How Pulumi marks a secret value on its way to the engine. */
const secretMark = pulumi.runtime.specialSigKey;

/**
 * Run a program in memory, in Pulumi's own mock runtime: no engine, no plugins, nothing is created. Every resource
 * answers with its own inputs. Returns the resources in the order in which they were registered.
 */
export async function record(run: () => unknown, configuration: StackConfiguration): Promise<Recorded[]> {
    const resources: Recorded[] = [];
    await pulumi.runtime.setMocks(
        {
            newResource({ type, name, inputs, id }) {
                const given = inputs as Record<string, unknown>;
                resources.push({ type, name, inputs: withoutSecrets(given) as Record<string, unknown> });
                return { id: `${name}-id`, state: { ...given, ...computed[type]?.(given, id) } };
            },
            call: ({ token }) => {
                // An empty Vault, which nobody has asked.
                if (token === "vault:generic/getSecret:getSecret") return { dataJson: "null" };
                throw new Error(`render: the program asked for ${token}, which needs a real provider`);
            },
        },
        configuration.project,
        configuration.stack,
        // A preview: nothing is waited for.
        true,
    );
    await run();
    await pulumi.runtime.disconnect();
    return resources;
}

function withoutSecrets(value: unknown, secret = false): unknown {
    if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, secret));
    if (typeof value !== "object" || value === null) return secret ? hidden : value;
    // The SDK marks a whole property for one secret inside it: its shape is kept, every value is hidden.
    if (secretMark in value) return withoutSecrets("value" in value ? value.value : undefined, true);
    return Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [key, withoutSecrets(inner, secret)]),
    );
}
