import * as assert from "node:assert/strict";

import { DevEnvironment, DevEnvironmentArgs } from "../../components/dev/devEnvironment";
import { isSecret, record } from "./recording";

export interface Registered {
    type: string;
    deleteBeforeReplace: boolean;
    inputs: Inputs;
}

export interface Inputs {
    name: string;
    command?: string[];
    user?: string;
    ports?: { internal: number; external: number; ip?: string }[];
    volumes?: { volumeName: string; containerPath: string }[];
    uploads?: { file: string; content: Content }[];
    labels?: { label: string; value: string }[];
    networksAdvanced?: { name: string }[];
}

/** A text, or a secret one. */
type Content = string | { value: string };

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
        .map(({ type, deleteBeforeReplace, inputs }) => ({
            type: type.split(":").at(-1) ?? "",
            deleteBeforeReplace,
            inputs: inputs as unknown as Inputs,
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
