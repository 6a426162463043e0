import * as fc from "fast-check";

import { RemoteKind, RemoteLogin } from "../../../components/remotes";
import { PlainRemote } from "../../../settings/plainRemote";
import { parseSettings } from "../../../settings/settings";
import { configFor, configOf } from "../agentConfig";
import { certificate } from "../certificate";
import { asGiven, validConfiguration } from "./valid";

/** `config.alloy` of so many valid configurations, no two alike and the same every time: for Alloy itself to judge. */
export function sampledConfigs(count: number, seed = 7): string[] {
    const configs = fc
        .sample(validConfiguration, { numRuns: 2 * count, seed })
        .map((values) =>
            configOf(parseSettings("p", asGiven(values), { machineIp: () => "192.0.2.1" }).settings),
        );
    return [...new Set(configs)].slice(0, count);
}

/** One `config.alloy` with a remote for each combination of what a remote may have. */
export function everyCombination(): string {
    const optional: Partial<PlainRemote>[] = [
        { tenant: "t" },
        { headers: { "X-Team": 'a "b"' } },
        { ca: certificate },
        { clientCertificate: certificate },
        { serverName: "s.example.com" },
        { skipVerification: true },
    ];
    const logins: Partial<PlainRemote>[] = [{}, { username: "u" }, { login: RemoteLogin.BearerToken }];
    const parts = logins.flatMap((login) => subsets(optional).map((subset) => [login, ...subset]));
    const remotes = Object.values(RemoteKind).flatMap((kind) =>
        parts.map((some, index): PlainRemote => {
            const least = { kind, name: `r${index}`, url: "https://h/x" };
            return some.reduce<PlainRemote>((remote, part) => ({ ...remote, ...part }), least);
        }),
    );
    return configFor(remotes, { monitorBlockNode: true, checkKubeletCertificates: true });
}

function subsets<T>(all: T[]): T[][] {
    return all.reduce<T[][]>((found, one) => [...found, ...found.map((some) => [...some, one])], [[]]);
}
