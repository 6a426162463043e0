import { stringify } from "yaml";

import { Recording } from "../recordings";
import { Exchange } from "../script";
import { reveal } from "../values";
import { Released } from "./released";

/** What the helm program is asked, and what it must have printed so that the official plugin answered as it did. */
export function releaseExchanges({ method, request, response, error }: Recording): Exchange[] | undefined {
    if (request.preview) return [];
    const told = reveal(response?.properties ?? request.properties ?? {}) as Partial<Released> & Named;
    const state = { ...nothing, ...told };
    const { name, namespace } = state;
    const version = helm("version --template {{.Version}}", "v4.1.4");
    const { chart, atomic, timeout } = (request.news ?? request.properties) as Given;
    const given =
        `${name} ${chart} --namespace ${namespace} --values - --timeout ${timeout}s --server-side=false --wait=legacy` +
        (atomic ? " --rollback-on-failure" : "");
    const looks = lookUp(state);
    switch (method) {
        case "Create":
            if (error !== undefined) {
                const told = error.replace(/^Unable to continue/, "unable to continue");
                const install = failing(`install ${given}`, `Error: INSTALLATION FAILED: ${told}\n`);
                return [version, install, failing(looks[0]!.path, "Error: release: not found\n")];
            }
            return [version, helm(`install ${given}`, ""), ...looks];
        case "Update":
            return [version, helm(`upgrade ${given} --history-max 0`, ""), ...looks];
        case "Read":
            return response?.id === undefined
                ? [failing(looks[0]!.path, "Error: release: not found\n")]
                : looks;
        case "Delete": {
            const uninstall = `uninstall ${name} --namespace ${namespace} --wait=legacy --timeout ${timeout}s`;
            return [version, helm(uninstall, `release "${name}" uninstalled\n`)];
        }
        default:
            return undefined;
    }
}

interface Given {
    chart: string;
    atomic: boolean;
    timeout: number;
}

interface Named {
    name: string;
    namespace: string;
}

const nothing = { resourceNames: {}, values: {} };

function helm(args: string, body: string): Exchange {
    return { method: "helm", path: args, status: 0, body };
}

function failing(args: string, body: string): Exchange {
    return { method: "helm", path: args, status: 1, body };
}

function lookUp(state: Partial<Released> & typeof nothing & Named): Exchange[] {
    const { name, namespace, status, resourceNames, values } = state;
    const get = (what: string) => `get ${what} ${name} --namespace ${namespace}`;
    return [
        helm(`${get("metadata")} --output json`, JSON.stringify(status)),
        helm(get("manifest"), manifestOf(resourceNames)),
        helm(`${get("values")} --output json`, JSON.stringify(values)),
    ];
}

/** A manifest of which the names alone are known, as "Kind.group/group/version" and "namespace/name". */
function manifestOf(resourceNames: Record<string, string[]>): string {
    const objects = Object.entries(resourceNames).flatMap(([kindAndVersion, names]) => {
        const [, kind = "", apiVersion = ""] = /^([^./]+)(?:\.[^/]+)?\/(.+)$/.exec(kindAndVersion) ?? [];
        return names.map((full) => {
            const [name, namespace] = full.split("/").reverse();
            return { apiVersion, kind, metadata: { name, ...(namespace && { namespace }) } };
        });
    });
    return objects.map((object) => stringify(object)).join("---\n");
}
