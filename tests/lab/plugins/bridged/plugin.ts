import { ConfigureResponse, Plugin, Properties, ProviderInputs } from "../plugin";
import { bridgedResource, Definition, oneError } from "./resource";

/** What the bridged plugins can do. They take no secrets: the engine strips their marks, and sets them itself. */
const abilities: ConfigureResponse = { supportsPreview: true, supportsAutonamingConfiguration: true };

export interface BridgedPlugin {
    name: string;
    version: string;
    /** The provider's own inputs that are served, beside its version. */
    providerInputs: ProviderInputs;
    configure: (config: Properties) => void;
    definitions: Definition[];
    /** By token. */
    functions?: Record<string, (args: Properties) => Promise<Properties>>;
}

export function bridgedPlugin({
    name,
    version,
    providerInputs,
    configure,
    definitions,
    functions = {},
}: BridgedPlugin): Plugin {
    const resources = new Map(
        definitions.map((definition) => [definition.token, bridgedResource(definition)]),
    );
    return {
        name,
        version,
        providerInputs,
        checkConfig: (news) => {
            const refused = Object.keys(news).filter((key) => key !== "version" && !(key in providerInputs));
            if (refused.length === 0) return news;
            throw new Error(
                `the ${name} adapter does not serve the provider's ${refused.join(", ")} ` +
                    `(it serves ${Object.keys(providerInputs).join(", ")}); use the official plugin, or teach the adapter`,
            );
        },
        // The official plugins leave it to the engine, which updates the provider and none of its resources.
        diffConfig: () => ({}),
        configure: (config) => {
            configure(config);
            return Promise.resolve(abilities);
        },
        resource: (token) => {
            const resource = resources.get(token);
            if (resource) return resource;
            throw new Error(
                `the ${name} adapter does not serve ${token} (it serves ${[...resources.keys()].join(", ")}); ` +
                    "use the official plugin, or teach the adapter",
            );
        },
        invoke: async (token, args) => {
            const call = functions[token];
            if (!call)
                throw new Error(`the ${name} adapter does not serve ${token}; use the official plugin`);
            try {
                return await call(args);
            } catch (error) {
                throw new Error(`invoking ${token}: ${oneError(error)}`, { cause: error });
            }
        },
    };
}
