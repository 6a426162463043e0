import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { ensureRunning, stop } from "../../lab/host/daemon";
import { makeCertificates } from "./certificates";

const name = "other-gateway";

/** What the gateway asks for, and where it leads. */
export interface GatewayArgs {
    /** The bearer token for "/bearer/". */
    token: string;
    /** Who may write to "/loki/", with a password. Each one's lines are kept as that account's. */
    users: Record<string, { password: string; account: string }>;
    /** Who may write to "/tenants/loki/" without a password. A request without a tenant is refused, as a Loki does it. */
    tenants: Record<string, { account: string }>;
    /** Ports on this machine. */
    ports: { https: number; certified: number; http: number };
    prometheus: { port: number; authorization: string };
    logs: { port: number };
}

/**
 * An nginx as others have one before their Prometheus and their server of logs: over https with a certificate authority of its own, it
 * asks for a token, a password, or on a port of its own a client certificate, and writes down what it was asked.
 */
export class Gateway {
    private constructor(
        private readonly folder: string,
        /** The certificate authority, as PEM; it vouches for the client certificate too. */
        readonly ca: string,
    ) {}

    static async start(args: GatewayArgs): Promise<Gateway> {
        const folder = fs.mkdtempSync(path.join(os.tmpdir(), "gateway-"));
        const gateway = new Gateway(folder, await makeCertificates(folder, "server", "client"));
        const config = path.join(folder, "nginx.conf");
        fs.writeFileSync(config, configuration(folder, args));
        const users = Object.entries(args.users).map(([user, { password }]) => `${user}:{PLAIN}${password}`);
        fs.writeFileSync(path.join(folder, "users"), users.join("\n"));
        await ensureRunning({
            name,
            command: "nginx",
            args: ["-e", "stderr", "-c", config],
            ready: () =>
                fetch(`http://127.0.0.1:${args.ports.http}/`).then(
                    () => true,
                    () => false,
                ),
        });
        return gateway;
    }

    async remove(): Promise<void> {
        await stop(name);
        fs.rmSync(this.folder, { recursive: true });
    }

    /** The client certificate that is asked for, or its key. */
    client(part: "crt" | "key"): string {
        return fs.readFileSync(path.join(this.folder, `client.${part}`), "utf8");
    }

    /** With which codes a remote was answered that has "?from=NAME" in its URL, each once. */
    answered(from: string): string[] {
        const lines = fs.readFileSync(path.join(this.folder, "asked.log"), "utf8").split("\n");
        const ours = lines.filter((line) => line.includes(`from=${from} `));
        return [...new Set(ours.map((line) => line.split(" ").at(-1) ?? ""))].sort();
    }
}

function configuration(
    folder: string,
    { token, users, tenants, ports, prometheus, logs }: GatewayArgs,
): string {
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
        (what) => `${what}_temp_path ${folder}/${what};`,
    );
    const certificate = `ssl_certificate ${folder}/server.crt; ssl_certificate_key ${folder}/server.key;`;
    const toPrometheus = `
                proxy_set_header Authorization "${prometheus.authorization}";
                proxy_pass http://127.0.0.1:${prometheus.port}/;`;
    const toLogs = (account: string) => `
                proxy_set_header Authorization "";
                proxy_set_header AccountID ${account};
                proxy_pass http://127.0.0.1:${logs.port}/insert/loki/;`;
    const toLoki = `
            location /loki/ {
                auth_basic Logs;
                auth_basic_user_file ${folder}/users;${toLogs("$user_account")}
            }
            location /tenants/loki/ {
                if ($tenant_account = "") { return 401 "no org id"; }${toLogs("$tenant_account")}
            }`;
    const accounts = (of: Record<string, { account: string }>) =>
        Object.entries(of)
            .map(([name, { account }]) => `"${name}" ${account};`)
            .join(" ");
    return `
    daemon off;
    user root;
    pid ${folder}/nginx.pid;
    error_log stderr;
    events {}
    http {
        ${temporary.join("\n        ")}
        log_format asked "$request_uri $status";
        access_log ${folder}/asked.log asked;
        client_max_body_size 0;
        map $remote_user $user_account { default ""; ${accounts(users)} }
        map $http_x_scope_orgid $tenant_account { default ""; ${accounts(tenants)} }
        map $http_authorization $refused { default 1; "Bearer ${token}" 0; }
        server {
            listen ${ports.https} ssl;
            ${certificate}
            location /bearer/ {
                if ($refused) { return 401; }${toPrometheus}
            }${toLoki}
        }
        server {
            listen ${ports.certified} ssl;
            ${certificate}
            ssl_client_certificate ${folder}/ca.crt;
            ssl_verify_client on;
            location / {${toPrometheus}
            }
        }
        server {
            listen ${ports.http};${toLoki}
        }
    }`;
}
