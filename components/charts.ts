/** Where a Helm chart comes from. */
export interface ChartSource {
    /** A chart's name in `repository`, an OCI address, or a folder on this machine. */
    chart: string;
    /** The chart's version; a folder needs none. */
    version?: string;
    /** Address of the chart repository; none for OCI and folders. */
    repository?: string;
}

/** Charts to use instead of the released ones. */
export interface Charts {
    /** Defaults to external-secrets 2.9.0 of charts.external-secrets.io. */
    externalSecrets?: ChartSource;
    /** Defaults to alloy 1.11.1 of grafana.github.io/helm-charts. */
    alloy?: ChartSource;
    /** The Prometheus operator's CRDs. Defaults to prometheus-operator-crds 24.0.1 of prometheus-community.github.io. */
    monitoringCrds?: ChartSource;
}

/** A chart source as `helm.v3.Release` takes it. */
export function chartArgs({ chart, version, repository }: ChartSource) {
    return {
        chart,
        ...(version && { version }),
        ...(repository && { repositoryOpts: { repo: repository } }),
    };
}
