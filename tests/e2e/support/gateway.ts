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
    /** Who may write to "/loki/", with a password; each one's lines are a tenant's of that name. */
    users: Record<string, string>;
    /** Ports on this machine. */
    ports: { https: number; certified: number; http: number };
    prometheus: { port: number; authorization: string };
    loki: { port: number };
}

/**
 * An nginx as others have one before their Prometheus and Loki: over https with a certificate authority of its own, it
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
        const users = Object.entries(args.users).map(([user, password]) => `${user}:{PLAIN}${password}`);
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

function configuration(folder: string, { token, ports, prometheus, loki }: GatewayArgs): string {
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
        (what) => `${what}_temp_path ${folder}/${what};`,
    );
    const certificate = `ssl_certificate ${folder}/server.crt; ssl_certificate_key ${folder}/server.key;`;
    const toPrometheus = `
                proxy_set_header Authorization "${prometheus.authorization}";
                proxy_pass http://127.0.0.1:${prometheus.port}/;`;
    const toLoki = `
            location /loki/ {
                auth_basic Loki;
                auth_basic_user_file ${folder}/users;
                proxy_set_header Authorization "";
                proxy_set_header X-Scope-OrgID $remote_user;
                proxy_pass http://127.0.0.1:${loki.port};
            }`;
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
