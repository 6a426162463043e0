import { z } from "zod";

import { address as devAddress } from "../../components/dev/vaultNames";
import { KvMount, kvOf, KvVersion } from "../../components/vault/connection";
import { Answer } from "../../settings/http";
import { Problems } from "../../settings/problems";
import { Settings } from "../../settings/settings";
import { VaultAccess } from "../../settings/vault";
import { checkVaultEnvironment } from "../../settings/vaultEnvironment";
import { loginToken, requestVault } from "../../settings/vaultRequest";
import { note } from "../console";
import { Failure } from "../failure";
import { rootToken } from "./container";

/** An entry's secrets, by property. */
export type Entry = Record<string, string>;

const entryOfV1 = z.object({ data: z.record(z.string(), z.string()) });
const entryOfV2 = z.object({ data: z.object({ data: z.record(z.string(), z.string()) }) });

/** Reads and writes the entries in a stack's Vault, with the user's own login. */
export class VaultClient {
    constructor(
        private readonly access: VaultAccess,
        private readonly token: string,
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

    private ask(method: "GET" | "POST", at: string, body?: object): Promise<Answer> {
        const data = this.kv.version === KvVersion.V2 ? "data/" : "";
        const more = { token: this.token, ...(body && { body: JSON.stringify(body) }) };
        return requestVault(this.access, method, `${this.kv.path}/${data}${at}`, more).catch(
            (error: unknown) => {
                const said = (error as Error).message;
                throw new Failure(`the Vault at ${this.access.address} does not answer: ${said}`);
            },
        );
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
    if (dev) return new VaultClient({ address: devAddress }, await rootToken(), kv);
    const access = accessOf(settings);
    const token = loginToken();
    if (!access || !token) return undefined;
    const problems = new Problems(project);
    for (const warning of checkVaultEnvironment(access, problems)) note(`warning: ${warning}`);
    problems.throwIfAny();
    return new VaultClient(access, token, kv);
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

function parsed(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}
