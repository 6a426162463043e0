import { Plugin, Properties } from "../plugin";
import { reveal, unknownValue } from "../values";
import { Api } from "./api";
import { diffConfig } from "./diffConfig";
import { objectKind, servedObjects } from "./objectKind";
import { objectResource } from "./objects";
import { releaseResource, releaseToken } from "./release";
import { Settings } from "./settings";

const servedSettings = [
    "kubeconfig",
    "context",
    "clusterIdentifier",
    "enableServerSideApply",
    "enableConfigMapMutable",
    "version",
];

/** An adapter in place of Pulumi's kubernetes plugin: what this project's programs use of it, on a real cluster. */
export function kubernetesPlugin(): Plugin {
    let settings: Settings = { mutableConfigMaps: false };
    let api = new Api(settings);
    return {
        name: "kubernetes",
        version: "4.34.2",
        checkConfig(news) {
            checkSettings(news);
            return news;
        },
        diffConfig,
        // The cluster is first asked when a resource needs it: a preview does without.
        configure(args) {
            checkSettings(args);
            settings = readSettings(args);
            api = new Api(settings);
            return Promise.resolve({
                acceptSecrets: true,
                supportsPreview: true,
                supportsAutonamingConfiguration: true,
            });
        },
        resource(token) {
            if (token === releaseToken) return releaseResource(settings);
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
        if (servedSettings.includes(key)) continue;
        throw new Error(
            `the kubernetes provider's "${key}" is not served by the lab's adapter for its plugin; it serves ` +
                servedSettings.join(", "),
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
    };
}

function asText(input: unknown): string {
    const value = reveal(input);
    if (value === unknownValue) return unknownValue;
    return typeof value === "string" || typeof value === "boolean" ? String(value) : "";
}
