/** The backend's containers. Under these names they reach each other, and `alloy-stack dev` finds them. */
export const containerNames = {
    prometheus: "alloy-stack-prometheus",
    loki: "alloy-stack-loki",
    lokiGateway: "alloy-stack-loki-gateway",
    victoriaLogs: "alloy-stack-victorialogs",
    grafana: "alloy-stack-grafana",
} as const;

/** Containers whose data is kept, in a volume of the same name. */
export const volumeNames = [
    containerNames.prometheus,
    containerNames.loki,
    containerNames.victoriaLogs,
    containerNames.grafana,
] as const;

/** The network they are in. */
export const networkName = "alloy-stack";

/** On this machine and in the containers. Logs go to a Loki or a VictoriaLogs. */
export const ports = { prometheus: 9090, logs: 3100, grafana: 3000 } as const;
