import { loginOf, RemoteKind, RemoteLogin } from "../../components/remotes";
import { PlainRemote } from "../../settings/plainRemote";

/** What came of asking a remote: an answer, or why there is none. */
export type Asked = { status: number; body: string } | { error: { code?: string; message: string } };

/** What was found out, step by step; what comes after a step that fails is not known. */
export interface Preflight {
    reachable: boolean;
    /** Its certificate is from an authority that is known, for its name. Not known for http. */
    trusted?: boolean;
    /** Something that takes what is sent is at the URL's path. */
    path?: boolean;
    /** It lets the login in. Not known where the login is not. */
    login?: boolean;
    /** Whether it can be deployed as it is. */
    ok: boolean;
    /** What is wrong, or what could not be found out, and what to do. */
    words?: string;
}

/** What an answer to an empty push says about a remote. `knowsLogin`: the secret that the agents will have was sent along. */
export function preflight(remote: PlainRemote, asked: Asked, knowsLogin: boolean): Preflight {
    if ("error" in asked) return unreached(remote, asked.error);
    const { status, body } = asked;
    const reached = { reachable: true, ...(remote.url.startsWith("https:") && { trusted: true }) };
    const hasLogin = loginOf(remote) !== RemoteLogin.None;
    const red = (words: string, more: Partial<Preflight> = {}) => ({ ...reached, ...more, ok: false, words });
    const isSigned = loginOf(remote) === RemoteLogin.SigV4;
    if ((status === 401 || (status === 403 && isSigned)) && hasLogin && !knowsLogin)
        return {
            ...reached,
            path: true,
            ok: true,
            words: `its login was not tried: ${isSigned ? "only agents have its keys" : "the secret is not known here"}`,
        };
    if (status === 401)
        return red(
            hasLogin ? "it refuses the login (401): wrong username or secret" : "it asks for a login (401)",
            { path: true, login: false },
        );
    if (status === 403) return red("that login may not write there (403)", { path: true, login: false });
    if (status === 404 || status === 405)
        return red(`nothing takes what is sent at that path (${status})`, { path: false });
    if (status >= 300 && status < 400)
        return red(`it leads elsewhere (${status}): give the URL that it leads to`, { path: false });
    if (status === 429 || status >= 500)
        return red(`it is overloaded or broken (${status}): ${firstLine(body)}`);
    // An empty push is no sin for most; the others say that it is empty, which they do after the login.
    const isTaken = status < 300 || isAboutEmptiness(status, body);
    if (!isTaken) return red(`it answers ${status}: ${firstLine(body)}`, { path: true });
    const login = hasLogin && !knowsLogin ? {} : { login: true };
    const unknown = hasLogin &&
        !knowsLogin && { words: "it takes what is sent without the login, whose secret is not known here" };
    return { ...reached, path: true, ...login, ok: true, ...unknown };
}

function isAboutEmptiness(status: number, body: string): boolean {
    return (
        [400, 422].includes(status) && /at least one|empty|no (streams|samples|series|timeseries)/i.test(body)
    );
}

function unreached(
    { url, kind }: PlainRemote,
    { code = "", message }: { code?: string; message: string },
): Preflight {
    const { hostname, protocol } = new URL(url);
    if (/CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS/.test(code)) {
        const words =
            code === "ERR_TLS_CERT_ALTNAME_INVALID"
                ? "its certificate is for another name: correct the URL, or give the remote a serverName"
                : code === "CERT_HAS_EXPIRED"
                  ? "its certificate has expired"
                  : `its certificate is not trusted (${code}): give the remote the authority as its ca`;
        return { reachable: true, trusted: false, ok: false, words };
    }
    if (/EPROTO|WRONG_VERSION|ERR_SSL/.test(code)) {
        const words =
            protocol === "https:"
                ? "it does not speak TLS at that port, or wants a client certificate"
                : "it speaks TLS: begin the URL with https://";
        return { reachable: true, trusted: false, ok: false, words };
    }
    const what = kind === RemoteKind.Prometheus ? "metrics" : "logs";
    const words: Record<string, string> = {
        ENOTFOUND: `there is no host ${hostname}: correct the URL`,
        EAI_AGAIN: `the name ${hostname} cannot be looked up now`,
        ECONNREFUSED: `nothing takes ${what} at that address and port: does it run?`,
        ECONNRESET: "it closes the connection: does it want TLS, or a client certificate?",
    };
    return { reachable: false, ok: false, words: words[code] ?? `it does not answer: ${code || message}` };
}

function firstLine(body: string): string {
    return body.trim().split("\n")[0]?.slice(0, 200) ?? "";
}
