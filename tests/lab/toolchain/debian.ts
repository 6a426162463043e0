import * as fs from "node:fs";
import * as path from "node:path";

import { command, CommandFailed } from "../command";
import { Problem } from "../problem";

/** Debian runs this before it starts a service of a package it installs; 101 says "don't". */
const policy = "/usr/sbin/policy-rc.d";

let updated: Promise<unknown> | undefined;

/** Hand packages to apt, without starting the services they bring. */
export async function installDebian(packages: string[]): Promise<void> {
    await update();
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
    await update();
    const downloads = `${target}.debs`;
    fs.rmSync(downloads, { recursive: true, force: true });
    fs.mkdirSync(downloads, { recursive: true });
    await apt(["download", ...packages], packages, downloads);
    for (const file of fs.readdirSync(downloads))
        await command("dpkg-deb", ["-x", path.join(downloads, file), target]);
    fs.rmSync(downloads, { recursive: true });
}

function update(): Promise<unknown> {
    updated ??= apt(["update"], []);
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
        const what = packages.length
            ? `Debian's ${packages.join(", ")} cannot be had`
            : "apt-get update fails";
        throw new Problem(
            `${what}: ${lastLine(error)}`,
            `Install ${packages.join(", ") || "the lab's packages"} the way this machine does it; what is on PATH is used`,
        );
    }
}

function lastLine(error: Problem | CommandFailed): string {
    const text = error instanceof CommandFailed ? error.output : error.message;
    return text.trim().split("\n").at(-1) ?? "";
}
