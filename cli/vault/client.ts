import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { z } from "zod";

import { address as devAddress } from "../../components/dev/vaultNames";
import { KvMount, kvOf, KvVersion } from "../../components/vault/connection";
import { Problems } from "../../settings/problems";
import { Settings } from "../../settings/settings";
import { VaultAccess } from "../../settings/vault";
import { checkVaultEnvironment, trusted } from "../../settings/vaultEnvironment";
import { note } from "../console";
import { Failure } from "../failure";
import { Answer, send } from "../../settings/http";
import { rootToken } from "./container";

/** An entry's secrets, by property. */
export type Entry = Record<string, string>;

export interface VaultLogin {
    address: string;
    token: string;
    namespace?: string;
    /** Whom to trust; the authorities that Node knows if not given. */
    trusted?: ReturnType<typeof trusted>;
}

const entryOfV1 = z.object({ data: z.record(z.string(), z.string()) });
const entryOfV2 = z.object({ data: z.object({ data: z.record(z.string(), z.string()) }) });

/** Reads and writes the entries in a stack's Vault, with the user's own login. */
export class VaultClient {
    constructor(
        private readonly login: VaultLogin,
        private readonly kv: KvMount,
    ) {}

    /** An entry; undefined if there is none. */
    async readEntry(at: string): Promise<Entry | undefined> {
        const answer = await this.ask("GET", at);
        if (answer.status === 404) return undefined;
        this.refuse(answer, `read ${at}`);
        const body: unknown = JSON.parse(answer.body);
        return this.kv.version === KvVersion.V2
            ? entryOfV2.parse(body).data.data
            : entryOfV1.parse(body).data;
    }

    /** Write some of an entry's secrets; the others stay. */
    async writeEntry(at: string, secrets: Entry): Promise<void> {
        const all = { ...(await this.readEntry(at)), ...secrets };
        const body = this.kv.version === KvVersion.V2 ? { data: all } : all;
        this.refuse(await this.ask("POST", at, body), `write ${at}`);
    }

    private ask(method: string, at: string, body?: object): Promise<Answer> {
        const { address, token, namespace, trusted: tls } = this.login;
        const data = this.kv.version === KvVersion.V2 ? "data/" : "";
        const url = new URL(`${address.replace(/\/$/, "")}/v1/${this.kv.path}/${data}${at}`);
        return send(url, {
            method,
            headers: {
                "X-Vault-Token": token,
                ...(namespace && { "X-Vault-Namespace": namespace }),
            },
            ...tls,
            ...(body && { body: JSON.stringify(body) }),
        }).catch((error: unknown) => {
            throw new Failure(`the Vault at ${address} does not answer: ${(error as Error).message}`);
        });
    }

    private refuse({ status, body }: Answer, what: string): void {
        if (status < 300) return;
        const said = z
            .object({ errors: z.array(z.string()) })
            .safeParse(parsed(body))
            .data?.errors.join("; ");
        throw new Failure(`Vault does not let this login ${what}: ${said || `it answers ${status}`}`);
    }
}

/**
 * The client for a stack's Vault; undefined if it has none, or nobody is logged in to it here. Vault's own variables count as they do
 * for an update.
 */
export async function vaultClient(project: string, settings: Settings): Promise<VaultClient | undefined> {
    const { dev, stack } = settings;
    if (!stack.vault) return undefined;
    const kv = kvOf(stack.vault);
    if (dev) return new VaultClient({ address: devAddress, token: await rootToken() }, kv);
    const access = accessOf(settings);
    const token = loginToken();
    if (!access || !token) return undefined;
    const problems = new Problems(project);
    for (const warning of checkVaultEnvironment(access, problems)) note(`warning: ${warning}`);
    problems.throwIfAny();
    const { address, namespace, authority } = access;
    const login = { address, token, ...(namespace && { namespace }), trusted: trusted(authority) };
    return new VaultClient(login, kv);
}

/** How a Vault of somebody else's is reached from here, also one into which the stack writes nothing. */
function accessOf({ vault, stack }: Settings): VaultAccess | undefined {
    if (vault) return vault;
    const { address, namespace, caCertificate } = stack.vault ?? {};
    if (typeof address !== "string") return undefined;
    return {
        address,
        ...(namespace && { namespace }),
        ...(typeof caCertificate === "string" && { authority: { certificate: caCertificate } }),
    };
}

/** The user's token: VAULT_TOKEN, or the one that `vault login` stored. */
function loginToken(): string | undefined {
    if (process.env.VAULT_TOKEN) return process.env.VAULT_TOKEN;
    const file = path.join(os.homedir(), ".vault-token");
    return fs.existsSync(file) ? fs.readFileSync(file, "utf8").trim() || undefined : undefined;
}

function parsed(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}
