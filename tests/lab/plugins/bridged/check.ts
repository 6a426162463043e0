import { CheckResponse, Properties } from "../plugin";
import { secret, unknownValue } from "../values";
import { isProperties, Property, Schema, servedNames } from "./schema";

type Failure = NonNullable<CheckResponse["failures"]>[number];

/** Check what a program gives, fill in the defaults, and mark what is secret. */
export function checkInputs(schema: Schema, token: string, news: Properties): CheckResponse {
    const failures: Failure[] = [];
    const inputs = checkFields(schema, news, "", token, failures);
    return failures.length > 0 ? { failures } : { inputs: markSecrets(schema, inputs) };
}

/** Mark the properties that are secret by their nature, whatever the program says about them. */
export function markSecrets(schema: Schema, values: Properties): Properties {
    return Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, schema[name]?.secret ? secret(value) : value]),
    );
}

/** The names of the defaults filled in are kept in the inputs, as `__defaults`. */
function checkFields(
    schema: Schema,
    news: Properties,
    path: string,
    token: string,
    failures: Failure[],
): Properties {
    const inputs: Properties = {};
    for (const [name, value] of Object.entries(news)) {
        if (name === "__defaults" || value === null) continue;
        const property = schema[name];
        if (property?.served) inputs[name] = checkValue(property, value, `${path}${name}`, token, failures);
        else failures.push(notServed(schema, `${path}${name}`, token));
    }
    const defaults: string[] = [];
    for (const [name, property] of Object.entries(schema)) {
        if (name in inputs) continue;
        if (property.required) {
            failures.push({
                property: `${path}${name}`,
                reason: `${token} needs the property "${path}${name}"`,
            });
        }
        // Defaults that are as good as nothing are left to Terraform.
        if (!property.default) continue;
        inputs[name] = property.default;
        defaults.push(name);
    }
    return { ...inputs, __defaults: defaults.sort() };
}

function checkValue(
    property: Property,
    value: unknown,
    path: string,
    token: string,
    failures: Failure[],
): unknown {
    if (value === unknownValue) return value;
    const isList = property.kind === "list" || property.kind === "set";
    const fits = isList
        ? Array.isArray(value)
        : property.kind === "block" || property.kind === "map"
          ? isProperties(value)
          : typeof value === property.kind;
    if (!fits) {
        failures.push({ property: path, reason: `"${path}" of ${token} must be a ${property.kind}` });
        return value;
    }
    const { fields } = property;
    if (isList && fields) {
        return (value as Properties[]).map((element, index) =>
            checkFields(fields, element, `${path}[${index}].`, token, failures),
        );
    }
    return fields ? checkFields(fields, value as Properties, `${path}.`, token, failures) : value;
}

function notServed(schema: Schema, path: string, token: string): Failure {
    return {
        property: path,
        reason:
            `the adapter for ${token} does not serve the property "${path}" ` +
            `(it serves ${servedNames(schema).join(", ")}); use the official plugin, or teach the adapter`,
    };
}
