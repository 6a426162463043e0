import * as fs from "node:fs";
import * as path from "node:path";

import { command, CommandFailed } from "../command";
import { Problem } from "../problem";

/** Debian runs this before it starts a service of a package it installs; 101 says "don't". */
const policy = "/usr/sbin/policy-rc.d";

let updated: Promise<unknown> | undefined;

/** Hand packages to apt, without starting the services they bring. */
export async function installDebian(packages: string[]): Promise<void> {
    await update(packages);
    const ours = !fs.existsSync(policy);
    if (ours) fs.writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
    try {
        await apt(["install", "-y", "--no-install-recommends", ...packages], packages);
    } finally {
        if (ours) fs.rmSync(policy, { force: true });
    }
}

/** Take the files out of packages into `target`: nothing is installed, no service appears. */
export async function unpackDebian(packages: string[], target: string): Promise<void> {
    await update(packages);
    const downloads = `${target}.debs`;
    fs.rmSync(downloads, { recursive: true, force: true });
    fs.mkdirSync(downloads, { recursive: true });
    await apt(["download", ...packages], packages, downloads);
    for (const file of fs.readdirSync(downloads))
        await command("dpkg-deb", ["-x", path.join(downloads, file), target]);
    fs.rmSync(downloads, { recursive: true });
}

function update(packages: string[]): Promise<unknown> {
    updated ??= apt(["update"], packages);
    return updated;
}

async function apt(args: string[], packages: string[], cwd = "/"): Promise<string> {
    try {
        return await command("apt-get", ["-q", "-o", "APT::Sandbox::User=root", ...args], {
            cwd,
            env: { DEBIAN_FRONTEND: "noninteractive" },
        });
    } catch (error) {
        if (!(error instanceof Problem || error instanceof CommandFailed)) throw error;
        const names = packages.join(", ");
        throw new Problem(
            `Debian's ${names} cannot be had: ${complaint(error)}`,
            `Install ${names} the way this machine does it; what is on PATH is used`,
        );
    }
}

/** What apt says is wrong, or the last it said. */
function complaint(error: Problem | CommandFailed): string {
    const text = error instanceof CommandFailed ? error.output : error.message;
    return /^E: .*$/m.exec(text)?.[0] ?? text.trim().split("\n").at(-1) ?? "";
}
