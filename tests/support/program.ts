import * as path from "node:path";

import { readStackFiles } from "../../cli/stack/files";
import { offlineProgram } from "../../program";
import { parseSettings } from "../../settings/settings";
import { Mocked, record, Recorded } from "./recording";

const project = path.resolve(__dirname, "../..");
const prefix = "alloy-stack:";

/** What providers and the operator add to what is registered, of all that the program reads. */
export const computed: NonNullable<Mocked["computed"]> = {
    "docker:index/remoteImage:RemoteImage": () => ({ imageId: "image" }),
    "vault:index/authBackend:AuthBackend": ({ path: at, type }) => ({ path: at ?? type }),
    "kubernetes:external-secrets.io/v1:ClusterSecretStore": ready,
    "kubernetes:external-secrets.io/v1:ExternalSecret": ready,
};

function ready({ metadata }: Record<string, unknown>) {
    return {
        metadata: { ...(metadata as object), generation: 1 },
        status: { conditions: [{ type: "Ready", status: "True" }] },
    };
}

/** A stack's values as its files have them, by key, with others that win over them. */
export function stackValues(stack: string, more: Record<string, string> = {}): Record<string, string> {
    const own = Object.entries(readStackFiles({ folder: project }, stack).values).filter(([key]) =>
        key.startsWith(prefix),
    );
    const values = Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), value]));
    return { nodeIp: "192.0.2.10", ...values, ...more };
}

/** What the program registers for a stack, in a preview or in an update. It asks nobody anything. */
export function registerStack(
    stack: string,
    more: Record<string, string> = {},
    { preview = true } = {},
): Promise<Recorded<ReturnType<typeof offlineProgram>>> {
    return registerValues(stackValues(stack, more), { stack, preview });
}

/** The same for values of no stack of the repository. */
export function registerValues(values: Record<string, string>, mocked: Mocked = {}) {
    const options = { placeholder: "not-decrypted", machineIp: () => "192.0.2.10" };
    const { settings } = parseSettings("alloy-stack", values, options);
    const create = () => offlineProgram(settings);
    return record(create, { project: "alloy-stack", preview: true, computed, ...mocked });
}
