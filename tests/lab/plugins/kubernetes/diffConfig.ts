import { isDeepStrictEqual } from "node:util";

import { DiffConfigRequest, DiffConfigResponse, Properties } from "../plugin";
import { reveal, unknownValue } from "../values";
import { activeCluster } from "./kubeconfig";

const identifier = "clusterIdentifier";

/**
 * Whether a changed provider means another cluster, whose resources all have to be replaced. It is another one if its
 * identifier has changed, or without one if the kubeconfig leads elsewhere; it is the same one while its identifier
 * stays, wherever the kubeconfig leads.
 */
export function diffConfig(request: DiffConfigRequest): DiffConfigResponse {
    const [olds, news] = [request.olds, request.news].map((inputs) => reveal(inputs) as Properties) as [
        Properties,
        Properties,
    ];
    const names = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
    const diffs = names.filter((name) => !isDeepStrictEqual(olds[name], news[name]));
    if (diffs.length === 0) return { changes: "DIFF_NONE" };

    const isSame = news[identifier] !== undefined && !diffs.includes(identifier);
    const answer = (changed: string[], replaces: string[]): DiffConfigResponse => ({
        ...(replaces.length > 0 && !isSame && { replaces }),
        changes: "DIFF_SOME",
        diffs: changed,
    });
    const isOther =
        diffs.includes(identifier) && olds[identifier] !== undefined && news[identifier] !== undefined;
    const replaces = isOther ? [identifier] : [];
    const unknown = ["kubeconfig", "context"].find((name) => news[name] === unknownValue);
    if (unknown) return answer([unknown], [...replaces, unknown]);
    if (leadsElsewhere(olds, news)) {
        replaces.push(...["kubeconfig", "context"].filter((name) => diffs.includes(name)));
    }
    return answer(diffs, replaces);
}

/** What isn't given is not looked up: a context of another file may lead anywhere. */
function leadsElsewhere(olds: Properties, news: Properties): boolean {
    const [before, after] = [olds, news].map((inputs) => {
        const { kubeconfig, context } = inputs as { kubeconfig?: string; context?: string };
        return kubeconfig ? activeCluster(kubeconfig, context) : undefined;
    });
    return before !== undefined && after !== undefined && !isDeepStrictEqual(before, after);
}
