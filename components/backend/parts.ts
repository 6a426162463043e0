/** What a dev stack can run beside the cluster. */
export const backendParts = ["prometheus", "loki", "grafana"] as const;

export type BackendPart = (typeof backendParts)[number];
