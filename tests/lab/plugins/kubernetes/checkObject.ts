import { CheckRequest, CheckResponse, Properties } from "../plugin";
import { containsUnknown, reveal, unknownValue } from "../values";
import { servedAnnotations, waitFor } from "./annotations";
import { readConditions } from "./await";
import { isMap } from "./diff";
import { ObjectKind } from "./objectKind";
import { withSecretsOf } from "./state";

/** Refuse what would be done otherwise than by the official plugin, and bring a Secret to its one form. */
export function checkObject(kind: ObjectKind, { news: inputs }: CheckRequest): CheckResponse {
    const failures = [...identityFailures(kind, inputs), ...annotationFailures(inputs)];
    return failures.length > 0 ? { failures } : { inputs: normalized(inputs) };
}

type Failures = NonNullable<CheckResponse["failures"]>;

function identityFailures({ apiVersion, kind }: ObjectKind, inputs: Properties): Failures {
    const failures: Failures = [];
    const expect = (property: "apiVersion" | "kind", wanted: string) => {
        if (inputs[property] === wanted) return;
        failures.push({ property, reason: `expected ${wanted}, got ${JSON.stringify(inputs[property])}` });
    };
    expect("apiVersion", apiVersion);
    expect("kind", kind);
    // The official plugin waits for the endpoints of any other.
    const spec = reveal(inputs.spec);
    if (kind === "Service" && isMap(spec) && spec.clusterIP !== "None") {
        failures.push({
            property: "spec.clusterIP",
            reason: 'is not "None"; the lab\'s adapter for the kubernetes plugin serves headless Services only',
        });
    }
    const metadata = reveal(inputs.metadata);
    if (metadata !== unknownValue && !(isMap(metadata) && metadata.name)) {
        failures.push({
            property: "metadata.name",
            reason: "is missing; the lab's adapter for the kubernetes plugin makes up no names",
        });
    }
    return failures;
}

/** Annotations of pulumi.com are instructions: one that isn't followed has to be noticed. */
function annotationFailures(inputs: Properties): Failures {
    const metadata = reveal(inputs.metadata);
    const annotations = isMap(metadata) && isMap(metadata.annotations) ? metadata.annotations : {};
    return Object.entries(annotations).flatMap(([name, value]) => {
        if (!name.startsWith("pulumi.com/")) return [];
        const property = `metadata.annotations["${name}"]`;
        if (!servedAnnotations.includes(name)) {
            const served = servedAnnotations.join(", ");
            const reason = `is not served by the lab's adapter for the kubernetes plugin; it serves ${served}`;
            return [{ property, reason }];
        }
        if (name !== waitFor || value === unknownValue) return [];
        try {
            readConditions(String(value));
            return [];
        } catch (error) {
            return [{ property, reason: (error as Error).message }];
        }
    });
}

/** The cluster turns a Secret's stringData into data; done here already, it is no difference later. */
function normalized(inputs: Properties): Properties {
    if (inputs.kind !== "Secret" || containsUnknown(inputs)) return withSecretsOf(inputs, inputs);
    const { stringData = {}, data = {}, ...rest } = reveal(inputs) as Properties;
    const encoded = Object.entries(stringData as Record<string, string>).map(([key, text]) => [
        key,
        Buffer.from(text).toString("base64"),
    ]);
    const all = { ...(data as Properties), ...(Object.fromEntries(encoded) as Properties) };
    const object = Object.keys(all).length > 0 ? { ...rest, data: all } : rest;
    return withSecretsOf(inputs, object);
}
