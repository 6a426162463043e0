import { Context, InitializationFailed, Properties, Resource } from "../plugin";
import { unknownValue } from "../values";
import { checkInputs, markSecrets } from "./check";
import { diff } from "./diff";
import { createdState, plan, refreshedState } from "./plan";
import { Meta, metaProperties, rawStateDelta } from "./rawState";
import { refreshedInputs } from "./refresh";
import { Schema } from "./schema";

/** A type of resource: its declaration, and what is done to the real thing. */
export interface Definition extends Meta {
    token: string;
    schema: Schema;
    /** Whether two of the same name cannot exist side by side. */
    uniqueName: boolean;
    create(wanted: Properties, context: Context): Promise<Found>;
    /** Nothing if it is gone. */
    read(id: string, state: Properties, context: Context): Promise<Found | undefined>;
    /** Left out where every change replaces the resource. */
    update?: (id: string, wanted: Properties, context: Context) => Promise<Found>;
    delete(id: string, state: Properties, context: Context): Promise<void>;
}

export interface Found {
    id: string;
    /** The properties that the real thing tells. */
    properties: Properties;
    /** Why it did not become what it should, though it exists. */
    problem?: string;
}

/** The plugin's side of a resource: what a bridge to a Terraform provider makes of such a definition. */
export function bridgedResource(definition: Definition): Resource {
    const { schema, token } = definition;

    const stateOf = (id: string, values: Properties): Properties => ({
        ...metaProperties(definition),
        __pulumi_raw_state_delta: rawStateDelta(schema, values),
        ...markSecrets(schema, values),
        id,
    });
    const previewOf = (id: string, planned: Properties): Properties => ({
        // A preview notes the timeouts, but no version.
        ...metaProperties(definition.timeouts ? { timeouts: true } : {}),
        ...markSecrets(schema, planned),
        id,
    });

    return {
        check: (request) => checkInputs(schema, token, request.news),
        diff: (request) => diff(schema, definition.uniqueName, request),
        create: async ({ urn, properties: inputs, preview }, context) => {
            const planned = plan(schema, inputs);
            if (preview) return { id: "", properties: previewOf(unknownValue, planned) };
            const made = await saying("creating", urn, () => definition.create(planned, context));
            const properties = stateOf(made.id, createdState(schema, planned, made.properties));
            if (made.problem === undefined) return { id: made.id, properties };
            const message = failure("creating", urn, made.problem);
            throw new InitializationFailed(message, [message], made.id, properties, inputs);
        },
        read: async ({ urn, id, properties: state = {}, inputs = {} }, context) => {
            if (Object.keys(state).length === 0) {
                throw new Error(
                    `the stand-in for ${token} cannot import "${id}"; use the official plugin for that`,
                );
            }
            const found = await saying("refreshing", urn, () => definition.read(id, state, context));
            if (!found) return {};
            const values = refreshedState(schema, state, found.properties);
            return {
                id: found.id,
                properties: stateOf(found.id, values),
                inputs: markSecrets(schema, refreshedInputs(schema, inputs, values)),
            };
        },
        update: async ({ urn, id, olds, news, preview }, context) => {
            const planned = plan(schema, news, olds);
            if (preview) return { properties: previewOf(id, planned) };
            const { update } = definition;
            if (!update) throw new Error(`${token} cannot be updated; every change of it is a replacement`);
            const made = await saying("updating", urn, () => update(id, planned, context));
            return { properties: stateOf(made.id, createdState(schema, planned, made.properties)) };
        },
        delete: ({ urn, id, properties }, context) =>
            saying("deleting", urn, () => definition.delete(id, properties, context)),
    };
}

/** Failures are worded as the bridge words them. */
async function saying<Result>(doing: string, urn: string, work: () => Promise<Result>): Promise<Result> {
    try {
        return await work();
    } catch (error) {
        throw new Error(failure(doing, urn, error instanceof Error ? error.message : String(error)), {
            cause: error,
        });
    }
}

function failure(doing: string, urn: string, message: string): string {
    return `${doing} ${urn}: 1 error occurred:\n\t* ${message}\n\n`;
}
