import * as assert from "node:assert/strict";

const entries = "http://127.0.0.1:8200/v1/secret/data/grafana/alloy";

/** Write a remote's password into the dev Vault, past the stack. `remote` is "prometheus/NAME" or "loki/NAME". */
export async function putPassword(remote: string, password: string): Promise<void> {
    const response = await fetch(`${entries}/vm-cluster/${remote}`, {
        method: "POST",
        headers: { "X-Vault-Token": "devtoken" },
        body: JSON.stringify({ data: { password } }),
    });
    assert.equal(response.ok, true, await response.text());
}

/** A remote's password in the dev Vault; none if there is no entry. */
export async function readPassword(remote: string, cluster = "vm-cluster"): Promise<string | undefined> {
    const response = await fetch(`${entries}/${cluster}/${remote}`, {
        headers: { "X-Vault-Token": "devtoken" },
    });
    const body = (await response.json()) as { data?: { data?: { password?: string } } };
    return body.data?.data?.password;
}
