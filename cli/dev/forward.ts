import { spawn } from "node:child_process";

import { ports } from "../../components/dev/names";
import { Failure } from "../failure";

const forwarded = { Grafana: ports.grafana, Vault: 8200, Prometheus: ports.prometheus, Logs: ports.logs };

/** What ssh is called with. Each port is the same on both sides, and open to this machine only. */
export function sshArguments(destination: string, options: string[]): string[] {
    const localForwards = Object.values(forwarded).flatMap((port) => ["-L", `${port}:127.0.0.1:${port}`]);
    // Without a port that is taken here, it would go on and lead to whatever has that port.
    return ["-N", "-o", "ExitOnForwardFailure=yes", ...localForwards, ...options, destination];
}

/** Forward the ports of a dev stack on another machine to this one, until interrupted. */
export async function forward(destination: string, options: string[]): Promise<void> {
    if (destination.startsWith("-"))
        throw new Failure(`"${destination}" is no machine; give user@host first, and ssh's options after it`);
    const args = sshArguments(destination, options);
    process.stdout.write(`${["ssh", ...args].map(quoted).join(" ")}\n\n`);
    for (const [name, port] of Object.entries(forwarded))
        process.stdout.write(`  ${name.padEnd(10)}  http://127.0.0.1:${port}\n`);
    process.stdout.write("\nCtrl-C ends it.\n");

    const interrupted = new AbortController();
    const interrupt = () => {
        interrupted.abort();
    };
    process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
    const ssh = spawn("ssh", args, { stdio: "inherit" });
    interrupted.signal.addEventListener("abort", () => ssh.kill());
    const code = await new Promise<number | null>((resolve, reject) => {
        ssh.once("error", (error: NodeJS.ErrnoException) => {
            reject(
                error.code === "ENOENT"
                    ? new Failure("there is no ssh command here; install OpenSSH's client, or put it on PATH")
                    : error,
            );
        });
        ssh.once("close", resolve);
    });
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
    if (code !== 0 && !interrupted.signal.aborted)
        throw new Failure(`ssh ended with ${String(code)}; it says above why`);
}

/** As it is typed in a shell. */
function quoted(argument: string): string {
    return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
