import { createRequire } from "node:module";

import * as pulumi from "@pulumi/pulumi";
import type { ICallbackServer } from "@pulumi/pulumi/runtime/callbacks";

type Properties = Record<string, unknown>;

/** What a request to the engine says of a resource's hooks, by name. */
export interface HookNames {
    getBeforeCreateList(): string[];
    getBeforeUpdateList(): string[];
}

/** A resource that is about to be made, or to become another one than the state has. */
export interface Step {
    urn: string;
    type: string;
    name: string;
    inputs: Properties;
    /** What the state has of it; undefined if it is to be made. */
    before?: Properties | undefined;
}

/** The module with what the SDK makes for hooks: a server that would outlive the program that it is for. */
const sdk = createRequire(__filename)("@pulumi/pulumi/runtime/callbacks") as {
    CallbackServer: new () => ICallbackServer;
};

const unknown = () => Promise.reject(new Error("the mocks have no such callback"));
const nothing = () => undefined;

/** The hooks of one program, run as the engine does it. Pulumi's mocks know none. */
export class Hooks {
    /** What the hooks have thrown, as the engine would print it. */
    readonly refused: string[] = [];
    private readonly known = new Map<string, pulumi.ResourceHook>();

    /** Take hooks in the engine's place, until the function that is returned is called. */
    listen(): () => void {
        const registerResourceHook = (hook: pulumi.ResourceHook) => {
            // The engine refuses two of one name.
            if (this.known.has(hook.name))
                return Promise.reject(new Error(`two hooks are called ${hook.name}`));
            this.known.set(hook.name, hook);
            return Promise.resolve();
        };
        const { CallbackServer } = sdk;
        sdk.CallbackServer = class implements ICallbackServer {
            registerResourceHook = registerResourceHook;
            registerErrorHook = unknown;
            registerTransform = unknown;
            registerStackTransform = nothing;
            registerStackInvokeTransform = nothing;
            registerStackInvokeTransformAsync = unknown;
            awaitStackRegistrations = () => Promise.resolve();
            shutdown = nothing;
        };
        return () => {
            sdk.CallbackServer = CallbackServer;
        };
    }

    /** Run those of a resource that precede a step. Returns whether the step may be done. */
    async run(names: HookNames | undefined, step: Step): Promise<boolean> {
        const { inputs, before, urn, type, name } = step;
        const which = before ? names?.getBeforeUpdateList() : names?.getBeforeCreateList();
        const args = { urn, id: "", type, name, newInputs: inputs, oldInputs: {}, oldOutputs: before ?? {} };
        const told = this.refused.length;
        for (const hook of which ?? []) {
            try {
                await this.known.get(hook)?.callback(args);
            } catch (error) {
                this.refused.push((error as Error).message);
            }
        }
        return this.refused.length === told;
    }
}
