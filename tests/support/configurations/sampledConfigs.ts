import * as fc from "fast-check";

import { alloyConfig } from "../../../components/agent/config";
import { Remote, RemoteKind } from "../../../components/remotes";
import { parseSettings } from "../../../settings/settings";
import { certificate } from "../certificate";
import { asGiven, validConfiguration } from "./valid";

/** `config.alloy` of so many valid configurations, no two alike and the same every time: for Alloy itself to judge. */
export function sampledConfigs(count: number, seed = 7): string[] {
    const configs = fc.sample(validConfiguration, { numRuns: 2 * count, seed }).map((values) => {
        const { settings } = parseSettings("p", asGiven(values), () => "192.0.2.1");
        const remotes = settings.remotes.map(({ remote }) => remote);
        return alloyConfig({ clusterName: settings.clusterName, remotes, collect: settings.collect });
    });
    return [...new Set(configs)].slice(0, count);
}

/** One `config.alloy` with a remote for each combination of what a remote may have. */
export function everyCombination(): string {
    const optional: Partial<Remote>[] = [
        { tenant: "t" },
        { headers: { "X-Team": 'a "b"' } },
        { tls: { ca: certificate } },
        { tls: { clientCertificate: certificate } },
        { tls: { serverName: "s.example.com" } },
        { tls: { skipVerification: true } },
    ];
    const logins: Partial<Remote>[] = [{}, { username: "u" }, { bearerToken: true }];
    const parts = logins.flatMap((login) => subsets(optional).map((subset) => [login, ...subset]));
    const remotes = Object.values(RemoteKind).flatMap((kind) =>
        parts.map((some, index): Remote => {
            const tls = Object.assign({}, ...some.map((part) => part.tls)) as Remote["tls"];
            return Object.assign({ kind, name: `r${index}`, url: "https://h/x" }, ...some, { tls }) as Remote;
        }),
    );
    const nodeExporter = { install: true, selector: { "app.kubernetes.io/name": "node-exporter" } };
    const collect = { blockNode: true, checkKubeletCertificates: true, nodeExporter };
    return alloyConfig({ clusterName: "c", remotes, collect });
}

function subsets<T>(all: T[]): T[][] {
    return all.reduce<T[][]>((found, one) => [...found, ...found.map((some) => [...some, one])], [[]]);
}
