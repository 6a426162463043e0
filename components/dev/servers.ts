/** What a dev stack can run beside the cluster. */
export const backendParts = ["prometheus", "loki", "victorialogs", "grafana"] as const;

export type BackendPart = (typeof backendParts)[number];

/** What it runs if nothing is said. A VictoriaLogs takes Loki's place: both have the same port. */
export const defaultParts: readonly BackendPart[] = ["prometheus", "loki", "grafana"];
