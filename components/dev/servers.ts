/** What a dev environment can run beside Vault. */
export enum DevServer {
    Prometheus = "prometheus",
    Loki = "loki",
    /** Takes Loki's place: both have the same port. */
    VictoriaLogs = "victorialogs",
    Grafana = "grafana",
}

/** What it runs if nothing is said. */
export const defaultServers: readonly DevServer[] = [DevServer.Prometheus, DevServer.Loki, DevServer.Grafana];
