import { TolerationArgs } from "../pods";
import { Found, shown } from "./problem";

// The API's own rules, as its server applies them (k8s.io/apimachinery/pkg/util/validation, pkg/apis/core/validation). An
// end-to-end test holds these functions against a server.

/** A name that can be a part of a host's: of a namespace, of a Service. */
export function isDnsLabel(name: string): boolean {
    return name.length <= 63 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name);
}

/** A name of several such parts: of a Secret. */
export function isDnsSubdomain(name: string): boolean {
    return (
        name.length <= 253 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name)
    );
}

/** The key of a label, of an annotation or of a taint, with a prefix or without. */
export function isQualifiedName(key: string): boolean {
    const [name = "", prefix, ...more] = key.split("/").reverse();
    if (more.length > 0 || (prefix !== undefined && !isDnsSubdomain(prefix))) return false;
    return name.length <= 63 && /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/.test(name);
}

/** The value of a label. */
export function isLabelValue(value: string): boolean {
    return value.length <= 63 && /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/.test(value);
}

/** What is wrong with labels, the first of it; undefined if nothing is. */
export function labelsProblem(labels: Record<string, string>): Found | undefined {
    for (const [key, value] of Object.entries(labels)) {
        if (!isQualifiedName(key)) {
            return {
                found: `has the key ${shown(key)}`,
                expected: 'up to 63 letters, digits, "-", "_" and ".", with "prefix/" before it or not',
            };
        }
        if (!isLabelValue(value)) {
            return {
                found: `has the value ${shown(value)} for ${shown(key)}`,
                expected:
                    'up to 63 letters, digits, "-", "_" and ".", the first and the last a letter or digit',
            };
        }
    }
    return undefined;
}

/** What is wrong with a toleration; undefined if nothing is. */
export function tolerationProblem(toleration: TolerationArgs): Found | undefined {
    const { key = "", operator = "Equal", value = "", effect = "", tolerationSeconds } = toleration;
    const effects = ["", "NoSchedule", "PreferNoSchedule", "NoExecute"];
    if (!["Equal", "Exists"].includes(operator))
        return { found: `has the operator ${shown(operator)}`, expected: '"Equal" or "Exists"' };
    if (!effects.includes(effect)) {
        const expected = '"NoSchedule", "PreferNoSchedule" or "NoExecute"';
        return { found: `has the effect ${shown(effect)}`, expected };
    }
    if (key !== "" && !isQualifiedName(key))
        return { found: `has the key ${shown(key)}`, expected: "a taint's key as Kubernetes takes it" };
    if (key === "" && operator !== "Exists")
        return { found: "has no key", expected: 'a key, or operator "Exists" for every taint' };
    if (operator === "Exists" && value !== "") {
        return {
            found: `has operator "Exists" and the value ${shown(value)}`,
            expected: 'no value, or operator "Equal"',
        };
    }
    if (!isLabelValue(value))
        return { found: `has the value ${shown(value)}`, expected: "a taint's value as Kubernetes takes it" };
    if (tolerationSeconds !== undefined && effect !== "NoExecute") {
        return {
            found: `has tolerationSeconds and the effect ${effect ? shown(effect) : "of every taint"}`,
            expected: 'effect "NoExecute", or no tolerationSeconds',
        };
    }
    return undefined;
}
