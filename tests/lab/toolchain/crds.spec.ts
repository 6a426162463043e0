import * as assert from "node:assert/strict";

import { crdTemplate, isForAgents } from "./crds";

const crd = `---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  annotations:
    operator.prometheus.io/version: 0.85.0
  name: probes.monitoring.coreos.com
`;

describe("a CRD in a chart", () => {
    it("takes the chart's annotations beside its own", () => {
        assert.equal(
            crdTemplate(crd),
            `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  annotations:
    {{- with .Values.crds.annotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
    operator.prometheus.io/version: 0.85.0
  name: probes.monitoring.coreos.com
`,
        );
    });

    it("can stand behind a condition", () => {
        const template = crdTemplate(crd, ".Values.installCRDs");
        assert.ok(template.startsWith("{{- if .Values.installCRDs }}\napiVersion: "));
        assert.ok(template.endsWith("coreos.com\n{{- end }}\n"));
    });

    it("is refused if it has no place for annotations, rather than left without them", () => {
        assert.throws(() => crdTemplate("metadata:\n  name: probes\n"), /without annotations/);
    });

    it("is one that agents act on, or it is left out", () => {
        const files = ["servicemonitors", "prometheusrules", "prometheuses", "thanosrulers"];
        assert.deepEqual(
            files.filter((name) => isForAgents(`monitoring.coreos.com_${name}.yaml`)),
            ["servicemonitors", "prometheusrules"],
        );
    });
});
