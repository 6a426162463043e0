/**
 * The monitoring CRDs that agents act on. What only the operator itself reads (Prometheus, PrometheusAgent, Alertmanager,
 * AlertmanagerConfig and ThanosRuler) is left out: nothing here reads it, and with it the release would take 1.5 MiB, where a
 * Secret, in which Helm keeps a release, holds 1.
 */
const agentsOwn = /_(servicemonitors|podmonitors|probes|scrapeconfigs|prometheusrules)\.yaml$/;

export function isForAgents(file: string): boolean {
    return agentsOwn.test(file);
}

/** A CRD as a chart's template that gives it the annotations of `crds.annotations`; behind a condition if one is named. */
export function crdTemplate(crd: string, condition?: string): string {
    const annotations = /^ {2}annotations:\n/m;
    if (!annotations.test(crd)) throw new Error(`a CRD without annotations: ${crd.slice(0, 200)}`);
    const template = crd
        .replace(/^---\n/, "")
        .replace(
            annotations,
            "  annotations:\n    {{- with .Values.crds.annotations }}\n    {{- toYaml . | nindent 4 }}\n    {{- end }}\n",
        );
    return condition ? `{{- if ${condition} }}\n${template}{{- end }}\n` : template;
}
