import { DiffRequest, DiffResponse, Properties } from "../plugin";
import { reveal, secret, unknownValue } from "../values";
import { differences, diffResponse, isMap } from "./diff";
import { Released } from "./released";
import { withSecretsOf } from "./state";

/**
 * A release's state: its inputs, or what its state was, with what is known of the release; its values are those that
 * it really has. The inputs as a whole are kept beside it as a secret.
 */
export function releaseState(inputs: Properties, found?: Released, before: Properties = inputs): Properties {
    const __inputs = secret(inputs);
    if (!found) return { ...inputs, resourceNames: unknownValue, status: unknownValue, __inputs };
    const known = reveal(before) as Properties;
    const values = merged((known.values ?? {}) as Properties, found.values);
    return { ...withSecretsOf(inputs, { ...known, ...found, values }), __inputs };
}

/** What is wanted is compared with the state as far as the last inputs spoke about it, or these do. */
export function diffRelease({ olds, news }: DiffRequest): DiffResponse {
    const wanted = reveal(news) as Properties;
    const { __inputs: before = {}, ...state } = reveal(olds) as Properties;
    const found = differences(spokenOf(state, merged(before as Properties, wanted)), wanted);
    if (found.length === 0) return { changes: "DIFF_NONE" };
    const diffs = [...new Set(found.map(({ keys: [key] }) => String(key)))];
    return { ...diffResponse(found, [["name"], ["namespace"]]), diffs };
}

/** The part of a state that some inputs speak about; a list is one thing, whatever its length. */
function spokenOf(state: unknown, inputs: unknown): unknown {
    if (!isMap(state) || !isMap(inputs)) return state;
    const kept = Object.keys(state).filter((key) => inputs[key] !== undefined);
    return Object.fromEntries(kept.map((key) => [key, spokenOf(state[key], inputs[key])]));
}

function merged(one: Properties, other: Properties): Properties {
    const result = { ...one };
    for (const [key, value] of Object.entries(other)) {
        const known = result[key];
        result[key] = isMap(known) && isMap(value) ? merged(known, value) : value;
    }
    return result;
}
