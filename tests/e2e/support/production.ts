import { nodeIp } from "../../lab/node/addresses";
import { OtherPrometheus } from "./otherPrometheus";

export const passwords = { operator: "of-the-operator", agents: "of-the-agents", reader: "of-the-reader" };

/** A Prometheus that others run: the agents write into it, and somebody else may ask it. */
export function othersPrometheus(): OtherPrometheus {
    const prometheus = new OtherPrometheus(9091, "reader", passwords.reader);
    prometheus.setPassword("alloy", passwords.agents);
    return prometheus;
}

/** What a stack file has for it: the remote, and where to ask whether anything arrives. */
export function remoteAndQueries({ port }: OtherPrometheus) {
    const reader = { username: "reader", password: passwords.reader };
    return {
        prometheusRemotes: [`primary:http://${nodeIp()}:${port}/api/v1/write:alloy`],
        remotePasswords: { "prometheus/primary": passwords.agents },
        verify: { prometheus: { url: `http://127.0.0.1:${port}`, ...reader } },
    };
}
