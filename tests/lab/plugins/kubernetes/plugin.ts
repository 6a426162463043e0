import { Plugin, Properties, ProviderInputs } from "../plugin";
import { reveal, unknownValue } from "../values";
import { Api, Exchange } from "./api";
import { diffConfig } from "./diffConfig";
import { Helm, RunHelm } from "./helm";
import { objectKind, servedObjects } from "./objectKind";
import { objectResource } from "./objects";
import { releaseResource, releaseToken } from "./release";
import { refuseEnvironment, Settings } from "./settings";

const providerInputs: ProviderInputs = {
    kubeconfig: "string",
    context: "string",
    clusterIdentifier: "string",
    enableServerSideApply: "boolean",
    enableConfigMapMutable: "boolean",
    deleteUnreachable: "boolean",
};

/** An adapter in place of Pulumi's kubernetes plugin: what this project's programs use of it, on a real cluster. */
export function kubernetesPlugin(exchange?: Exchange, runHelm?: RunHelm): Plugin {
    let settings: Settings = { mutableConfigMaps: false, deleteUnreachable: false };
    let api = new Api(settings, exchange);
    let helm = new Helm(settings, runHelm);
    return {
        name: "kubernetes",
        version: "4.34.2",
        providerInputs,
        checkConfig(news) {
            checkSettings(news);
            return news;
        },
        diffConfig,
        // The cluster is first asked when a resource needs it: a preview does without.
        configure(args) {
            checkSettings(args);
            refuseEnvironment(process.env);
            settings = readSettings(args);
            api = new Api(settings, exchange);
            helm = new Helm(settings, runHelm);
            return Promise.resolve({
                acceptSecrets: true,
                supportsPreview: true,
                supportsAutonamingConfiguration: true,
            });
        },
        resource(token) {
            if (token === releaseToken) return releaseResource(helm, settings);
            const kind = objectKind(token);
            if (kind) return objectResource(kind, api, settings);
            throw new Error(
                `"${token}" is not served by the lab's adapter for the kubernetes plugin; it serves ` +
                    [...servedObjects, releaseToken].join(", "),
            );
        },
    };
}

function checkSettings(inputs: Properties): void {
    for (const key of Object.keys(inputs)) {
        if (key === "version" || key in providerInputs) continue;
        throw new Error(
            `the kubernetes provider's "${key}" is not served by the lab's adapter for its plugin; it serves ` +
                Object.keys(providerInputs).join(", "),
        );
    }
    if (asText(inputs.enableServerSideApply) === "false") {
        throw new Error(
            'the kubernetes provider\'s "enableServerSideApply" may not be false: ' +
                "the lab's adapter for its plugin updates by server-side apply only",
        );
    }
}

/** The engine gives every provider input as text. */
function readSettings(inputs: Properties): Settings {
    const kubeconfig = asText(inputs.kubeconfig);
    const context = asText(inputs.context);
    return {
        ...(kubeconfig && { kubeconfig }),
        ...(context && { context }),
        mutableConfigMaps: asText(inputs.enableConfigMapMutable) === "true",
        deleteUnreachable:
            (asText(inputs.deleteUnreachable) || process.env.PULUMI_K8S_DELETE_UNREACHABLE) === "true",
    };
}

function asText(input: unknown): string {
    const value = reveal(input);
    if (value === unknownValue) return unknownValue;
    return typeof value === "string" || typeof value === "boolean" ? String(value) : "";
}
