import { ports } from "../components/dev/names";
import { DevServer } from "../components/dev/servers";
import { RemoteKind } from "../components/remotes";
import { PlainRemote } from "./plainRemote";
import { Problems } from "./problems";
import { pushPath } from "./remoteText";
import { StackValues } from "./schema";

/** Where the server of logs that a dev stack runs takes what agents write. */
const localPath = { loki: pushPath[RemoteKind.Loki], victorialogs: "/insert/loki/api/v1/push" };

/**
 * Refuse two servers of logs, which would have the same port, and a remote that leads to the one that there is by the
 * other's path.
 */
export function refuseWrongLogs(
    { dev, devServers }: StackValues,
    remotes: PlainRemote[],
    nodeIp: string | undefined,
    problems: Problems,
): void {
    if (!dev || problems.has("devServers")) return;
    const servers = ([DevServer.Loki, DevServer.VictoriaLogs] as const).filter((server) =>
        devServers.includes(server),
    );
    if (servers.length === 2) {
        problems.add("devServers", 'has "loki" and "victorialogs", and both listen on one port', {
            expected: "one of the two",
            write: `${problems.project}:devServers: [prometheus, loki, grafana]`,
        });
    }
    const [server, other] = servers;
    if (!server || other || nodeIp === undefined) return;
    const [path, wrong] =
        server === DevServer.Loki
            ? [localPath.loki, localPath.victorialogs]
            : [localPath.victorialogs, localPath.loki];
    const host = `http://${nodeIp}:${ports.logs}`;
    const misled = remotes.filter(({ kind, url }) => kind === RemoteKind.Loki && url === `${host}${wrong}`);
    for (const { name, username } of misled) {
        problems.add(
            "lokiRemotes",
            `the remote "${name}" leads to this stack's ${server} by a path that it does not have`,
            {
                expected: `the path ${path}`,
                write: `- "${name}:http://$NODE_IP:${ports.logs}${path}:${username ?? ""}"`,
            },
        );
    }
}
