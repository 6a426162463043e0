import { LoginMethod } from "../components/vault/login";
import { Answer } from "./http";
import { Problems } from "./problems";
import { GivenLogin, VaultAccess } from "./vault";
import { requestVault } from "./vaultRequest";

/** Vault's words for credentials that are wrong. Any other refusal may be meant for this machine only. */
const wrong = /invalid (username or password|role or secret id|role id|secret id)/i;

/**
 * Try a login once, before the operator does. With wrong credentials the operator alone tries five times within seconds, and
 * Vault locks the user out. Nothing is said of a Vault that this machine does not reach: pods may.
 */
export async function tryLogin(login: GivenLogin, problems: Problems): Promise<void> {
    const { access, names, credentials } = login;
    const isUser = names.method === LoginMethod.UserPass;
    const at = `auth/${names.mount}/login${isUser ? `/${names.username}` : ""}`;
    const answer = await requestVault(access, "PUT", at, { body: JSON.stringify(credentials) }).catch(
        () => undefined,
    );
    if (answer?.status === 200) await logOut(access, answer).catch(() => undefined);
    if (answer?.status !== 400 || !wrong.test(answer.body)) return;
    const key = isUser ? "esoPassword" : "esoSecretId";
    const refused = `Vault refuses the login at auth/${names.mount}`;
    const found = isUser
        ? `is not the one of the user "${names.username}", or there is no such user: ${refused}`
        : `is not the one of the role in alloy-stack:esoRoleId: ${refused}`;
    problems.add(key, found, {
        expected: "what Vault's owners have given you. Five wrong ones lock a login out for 15 minutes",
        run: problems.setSecret(key),
    });
}

/** The token is of no use to anybody. */
async function logOut(access: VaultAccess, { body }: Answer): Promise<void> {
    const { auth } = JSON.parse(body) as { auth: { client_token: string } };
    await requestVault(access, "PUT", "auth/token/revoke-self", { token: auth.client_token });
}
