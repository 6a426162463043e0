import * as assert from "node:assert/strict";

import {
    CheckRequest,
    Context,
    CreateRequest,
    DeleteRequest,
    DiffRequest,
    InitializationFailed,
    Plugin,
    Properties,
    ReadRequest,
    UpdateRequest,
} from "./plugin";
import { Method, recordedScenarios, Recording } from "./recordings";

/** What a plugin works on, which answers as it did when the calls were recorded. */
export interface World {
    /** Whether what it answered then follows from the recording. */
    knows(recording: Recording): boolean;
    /** Ask the plugin about it while it answers so; fails if the plugin asks something else of it than it should. */
    play<Answer>(recording: Recording, ask: () => Promise<Answer>): Promise<Answer>;
}

/** Those that the plugin answers by itself. */
const pure: Method[] = ["Check", "Diff", "DiffConfig"];

/**
 * Define a test for each recorded scenario: every recorded call about the plugin's resources and provider is made
 * again, and has to be answered as the official plugin did, failures word for word.
 */
export function replays(plugin: Plugin, world: World): void {
    for (const [name, calls] of recordedScenarios()) {
        const ours = calls.filter(({ request }) => isAbout(plugin, request.type));
        if (ours.length === 0) continue;
        const played = ours.filter((call) => pure.includes(call.method) || world.knows(call));
        const left = ours.filter((call) => !played.includes(call));
        const rest = left.length > 0 ? `; not made: ${counted(left)}` : "";
        it(`answers as the official plugin in ${name} (${counted(played)}${rest})`, async () => {
            for (const call of played) {
                const ask = () => answerOf(plugin, call);
                const answer = pure.includes(call.method) ? await ask() : await world.play(call, ask);
                const { method, request } = call;
                assert.deepEqual(
                    comparable(answer, request),
                    comparable(call, request),
                    `${method} of ${request.urn}`,
                );
            }
        });
    }
}

function isAbout({ name }: Plugin, type: string): boolean {
    return type.startsWith(`${name}:`) || type === `pulumi:providers:${name}`;
}

function counted(calls: Recording[]): string {
    const methods = [...new Set(calls.map(({ method }) => method))];
    return methods
        .map((method) => {
            const those = calls.filter((call) => call.method === method);
            const failed = those.filter(({ error }) => error !== undefined).length;
            return `${those.length} ${method}${failed > 0 ? `, ${failed} of it failing` : ""}`;
        })
        .join(", ");
}

/**
 * What two answers are compared by. An empty id, which a preview gives, is none in a recording, and what Terraform's SDK
 * notes for itself in a preview ends with it. And the recorded plugins were built with two bridges to Terraform: of the
 * inputs that they read, the older one keeps an empty list of defaults, and the newer one does not.
 */
function comparable({ response, error }: Answer, { preview }: Recording["request"]): Answer {
    if (!response) return { response, error };
    const { id, inputs, properties, ...rest } = response as Properties & { properties?: Properties };
    const told = {
        ...(id ? { id } : {}),
        ...(inputs !== undefined && { inputs: withoutEmptyDefaults(inputs) }),
        ...(properties && { properties: preview ? withoutNotes(properties) : properties }),
    };
    return { response: { ...rest, ...told }, error };
}

function withoutNotes(properties: Properties): Properties {
    return Object.fromEntries(Object.entries(properties).filter(([name]) => name !== "__meta"));
}

function withoutEmptyDefaults(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(withoutEmptyDefaults);
    if (typeof value !== "object" || value === null) return value;
    const kept = Object.entries(value).filter(
        ([name, inner]) => !(name === "__defaults" && Array.isArray(inner) && inner.length === 0),
    );
    return Object.fromEntries(kept.map(([name, inner]) => [name, withoutEmptyDefaults(inner)]));
}

const context: Context = { signal: new AbortController().signal, log: () => undefined };

/** Of a response and a failure, one is undefined. */
interface Answer {
    response?: Recording["response"] | undefined;
    error?: string | undefined;
}

async function answerOf(plugin: Plugin, recording: Recording): Promise<Answer> {
    try {
        const response = await respond(plugin, recording);
        return { response: response as Recording["response"], error: undefined };
    } catch (error) {
        if (error instanceof assert.AssertionError) throw error;
        // The engine is told of a resource that isn't ready by its reasons; the recordings hold the message alone.
        if (error instanceof InitializationFailed) assert.equal(error.reasons[0], error.message);
        return { response: undefined, error: (error as Error).message };
    }
}

async function respond(plugin: Plugin, { method, request: recorded }: Recording): Promise<unknown> {
    const request: unknown = recorded;
    if (method === "DiffConfig") return plugin.diffConfig(request as DiffRequest);
    const resource = plugin.resource(recorded.type);
    switch (method) {
        case "Check":
            return resource.check(request as CheckRequest);
        case "Diff":
            return resource.diff(request as DiffRequest);
        case "Create":
            return resource.create(request as CreateRequest, context);
        case "Read":
            return resource.read(request as ReadRequest, context);
        case "Update":
            return resource.update(request as UpdateRequest, context);
        case "Delete":
            await resource.delete(request as DeleteRequest, context);
            return {};
    }
}
