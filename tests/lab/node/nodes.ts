import * as path from "node:path";

import { run, state } from "../paths";
import { nodeIp, nodeName } from "./addresses";

/** One of the cluster's nodes: how it is reached, and where it keeps its things. */
export interface LabNode {
    name: string;
    /** What pods and the API server reach it by. */
    address: string;
    /** What it reaches the API server by. */
    apiServer: string;
    podNetwork: string;
    /** Begins the names of its daemons, and of their certificates. */
    prefix: "" | "second-";
    /** What of it outlives a reboot, and what doesn't. */
    state: string;
    run: string;
    /** The control group that its pods' groups are made in. */
    controlGroup: string;
}

/** This machine. */
export function firstNode(): LabNode {
    return {
        name: nodeName,
        address: nodeIp(),
        apiServer: "127.0.0.1",
        podNetwork: "10.244.0.0/24",
        prefix: "",
        state,
        run,
        controlGroup: "/",
    };
}

/** This machine once more, with a network and some folders of its own: see `second.ts`. */
export function secondNode(): LabNode {
    return {
        name: "lab-second",
        address: "10.244.255.2",
        apiServer: nodeIp(),
        podNetwork: "10.244.1.0/24",
        prefix: "second-",
        state: path.join(state, "second"),
        run: path.join(run, "second"),
        controlGroup: "/alloy-stack-second",
    };
}
