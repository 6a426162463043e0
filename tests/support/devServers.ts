import * as assert from "node:assert/strict";

import { z } from "zod";

import { DevEnvironment, DevEnvironmentArgs } from "../../components/dev/devEnvironment";
import { isSecret, record } from "./recording";

export interface Registered {
    type: string;
    deleteBeforeReplace: boolean;
    inputs: Inputs;
}

/** A text, or a secret one. */
const content = z.union([z.string(), z.looseObject({ value: z.string() })]);
type Content = z.infer<typeof content>;

/** What containers, networks, volumes and images are given. */
const inputs = z.looseObject({
    /** The component itself has none. */
    name: z.string().optional(),
    command: z.array(z.string()).optional(),
    user: z.string().optional(),
    ports: z
        .array(z.looseObject({ internal: z.number(), external: z.number(), ip: z.string().optional() }))
        .optional(),
    volumes: z.array(z.looseObject({ volumeName: z.string(), containerPath: z.string() })).optional(),
    uploads: z.array(z.looseObject({ file: z.string(), content })).optional(),
    labels: z.array(z.looseObject({ label: z.string(), value: z.string() })).optional(),
    networksAdvanced: z.array(z.looseObject({ name: z.string() })).optional(),
});
type Inputs = z.infer<typeof inputs>;

/** What the environment registers beside its Vault, secrets marked. */
export async function register(args: Partial<DevEnvironmentArgs> = {}): Promise<Registered[]> {
    const create = () =>
        new DevEnvironment("b", {
            nodeIp: "192.0.2.10",
            prometheusPassword: "metrics-pa$$word",
            logsPassword: "logs-password",
            offline: true,
            ...args,
        });
    const { registered } = await record(create);
    return registered
        .filter(({ name }) => !name.startsWith("b-vault"))
        .map(({ type, deleteBeforeReplace, inputs: given }) => ({
            type: type.split(":").at(-1) ?? "",
            deleteBeforeReplace,
            inputs: inputs.parse(given),
        }));
}

export const inputsOf = (resources: Registered[], type: string) =>
    resources.filter((resource) => resource.type === type).map(({ inputs }) => inputs);

export function container(resources: Registered[], name: string): Inputs {
    const found = inputsOf(resources, "Container").find((inputs) => inputs.name === name);
    assert.ok(found, `no container ${name}`);
    return found;
}

/** The files of a container: their text, and whether it is a secret. */
export function files(
    resources: Registered[],
    name: string,
): Record<string, { text: string; secret: boolean }> {
    const { uploads = [] } = container(resources, name);
    return Object.fromEntries(uploads.map(({ file, content }) => [file, read(content)]));
}

export function read(content: Content): { text: string; secret: boolean } {
    const secret = isSecret(content);
    return { text: secret ? content.value : content, secret };
}
