import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { alloyStack, succeed } from "./commands";
import { VaultServer } from "./vaultServer";

export interface SetupOptions {
    stack?: string;
    /** What its owners type where the script asks for a password. */
    password?: string;
    /** What its owners change in the script before they run it. */
    edit?: (script: string) => string;
}

/** Have a Vault's owners run what the setup command prints for a stack file. Returns what that printed. */
export async function setUpVault(
    vault: VaultServer,
    file: string,
    { stack = "prod", password = "", edit = (script) => script }: SetupOptions = {},
): Promise<string> {
    const { code, output } = await alloyStack(["vault", "setup", "--stack", stack, "--config-file", file]);
    assert.equal(code, 0, output);
    const script = output.slice(output.indexOf("# What")).replaceAll("password=-", `password=${password}`);
    const at = path.join(vault.folder, "setup.sh");
    fs.writeFileSync(at, edit(script));
    const env = { VAULT_TOKEN: vault.rootToken, VAULT_CACERT: path.join(vault.folder, "ca.crt") };
    return succeed("sh", ["-e", at], { env });
}

/** The token for the program, where the script makes one. */
export function tokenIn(printed: string): string {
    return /^token +(\S+)$/m.exec(printed)?.[1] ?? "";
}

/** The two ids of an AppRole. */
export function appRoleIn(printed: string) {
    const [, esoRoleId] = /^esoRoleId: (\S+)$/m.exec(printed) ?? [];
    const [, esoSecretId] = /^esoSecretId: (\S+)$/m.exec(printed) ?? [];
    return { esoRoleId, esoSecretId };
}
