import { Context, InitializationFailed, Properties, Resource } from "../plugin";
import { unknownValue } from "../values";
import { checkInputs, markSecrets } from "./check";
import { diff } from "./diff";
import { createdState, plan, refreshedState } from "./plan";
import { createdStateDelta, Meta, metaProperties, rawStateDelta } from "./rawState";
import { refreshedInputs } from "./refresh";
import { Schema } from "./schema";

/** A type of resource: its declaration, and what is done to the real thing. */
export interface Definition extends Meta {
    token: string;
    schema: Schema;
    /** Whether two of the same name cannot exist side by side. */
    uniqueName: boolean;
    /** Whether one that no program has made can be read by its id. */
    importable?: true;
    create(wanted: Properties, context: Context): Promise<Made>;
    /** Nothing if it is gone. */
    read(id: string, state: Properties, context: Context): Promise<Found | undefined>;
    /** Left out where every change replaces the resource. `before` is its state. */
    update?: (
        id: string,
        wanted: Properties,
        context: Context,
        before: Properties,
    ) => Promise<Found | undefined>;
    delete(id: string, state: Properties, context: Context): Promise<void>;
}

/** Something that exists, because it has an id. If it cannot be finished, it stays, and the next update goes on with it. */
export interface Made {
    id: string;
    finish: () => Promise<Found | undefined>;
}

export interface Found {
    id: string;
    /** The properties that the real thing tells. */
    properties: Properties;
}

/** The plugin's side of a resource: what a bridge to a Terraform provider makes of such a definition. */
export function bridgedResource(definition: Definition): Resource {
    const { schema, token } = definition;

    const stateOf = (id: string, values: Properties, deltaOf = rawStateDelta): Properties => ({
        ...metaProperties(definition),
        __pulumi_raw_state_delta: deltaOf(schema, values),
        ...markSecrets(schema, values),
        id,
    });
    const previewOf = (id: string, planned: Properties): Properties => ({
        ...markSecrets(schema, planned),
        id,
    });
    const madeState = ({ id, properties }: Found, planned: Properties, deltaOf = rawStateDelta) =>
        stateOf(id, createdState(schema, planned, properties), deltaOf);
    /** The state is what was planned, although it did not come so far: the next update compares with that. */
    const unfinished = (doing: string, urn: string, id: string, planned: Properties, error: unknown) => {
        const reason = `${doing} ${urn}: ${oneError(error)}`;
        const state = madeState({ id, properties: {} }, planned, createdStateDelta);
        return new InitializationFailed(reason, [reason], id, state);
    };

    return {
        check: (request) => checkInputs(schema, token, request.news),
        diff: (request) => diff(schema, definition.uniqueName, request),
        create: async ({ urn, properties: inputs, preview }, context) => {
            const planned = plan(schema, inputs);
            if (preview) return { id: "", properties: previewOf(unknownValue, planned) };
            // Of what does not exist the bridge gives the bare failure, without saying what it was doing.
            const made = await saying("", () => definition.create(planned, context));
            const found = await made.finish().catch((error: unknown) => {
                throw unfinished("creating", urn, made.id, planned, error);
            });
            if (!found) throw new Error(`expected non-nil error with nil state during Create of ${urn}`);
            return { id: found.id, properties: madeState(found, planned, createdStateDelta) };
        },
        read: async ({ urn, id, properties: state = {}, inputs = {} }, context) => {
            const isImport = Object.keys(state).length === 0;
            if (isImport && !definition.importable) {
                throw new Error(
                    `the adapter for ${token} cannot import "${id}"; use the official plugin for that`,
                );
            }
            const found = await saying(`refreshing ${urn}: `, () => definition.read(id, state, context));
            if (!found) return {};
            const values = refreshedState(schema, state, found.properties);
            return {
                id: found.id,
                properties: stateOf(found.id, values),
                inputs: markSecrets(schema, refreshedInputs(schema, isImport ? values : inputs, values)),
            };
        },
        update: async ({ urn, id, olds, news, preview }, context) => {
            const planned = plan(schema, news, olds);
            if (preview) return { properties: previewOf(id, planned) };
            const { update } = definition;
            if (!update) throw new Error(`${token} cannot be updated; every change of it is a replacement`);
            const found = await update(id, planned, context, olds).catch((error: unknown) => {
                throw unfinished("updating", urn, id, planned, error);
            });
            if (found) return { properties: madeState(found, planned) };
            throw new Error(
                `Resource provider reported that the resource did not exist while updating ${urn}.\n\n` +
                    "This is usually a result of the resource having been deleted outside of Pulumi, and can often be " +
                    "fixed by running `pulumi refresh` before updating.",
            );
        },
        delete: ({ urn, id, properties }, context) =>
            saying(`deleting ${urn}: `, () => definition.delete(id, properties, context)),
    };
}

/** Failures are worded as the bridge words them. */
async function saying<Result>(doing: string, work: () => Promise<Result>): Promise<Result> {
    try {
        return await work();
    } catch (error) {
        throw new Error(doing + oneError(error), { cause: error });
    }
}

export function oneError(error: unknown): string {
    const message = error instanceof Error ? error.message : String(error);
    return `1 error occurred:\n\t* ${message}\n\n`;
}
