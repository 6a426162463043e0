import * as pulumi from "@pulumi/pulumi";
import { CallbackServer } from "@pulumi/pulumi/runtime/callbacks";

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

/** The part of the SDK that hooks are registered with. */
interface Listener {
    registerResourceHook: (this: CallbackServer, hook: pulumi.ResourceHook) => Promise<void>;
}

/** The hooks of one program, run as the engine does it. Pulumi's mocks know none. */
export class Hooks {
    /** What the hooks have thrown, as the engine would print it. */
    readonly refused: string[] = [];
    private readonly known = new Map<string, pulumi.ResourceHook>();

    /** Take hooks in the engine's place, until the function that is returned is called. */
    listen(): () => void {
        const server: Listener = CallbackServer.prototype;
        const { registerResourceHook } = server;
        server.registerResourceHook = (hook) => {
            // The engine refuses two of one name.
            if (this.known.has(hook.name))
                return Promise.reject(new Error(`two hooks are called ${hook.name}`));
            this.known.set(hook.name, hook);
            return Promise.resolve();
        };
        return () => {
            server.registerResourceHook = registerResourceHook;
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
