import * as fs from "node:fs";
import * as path from "node:path";

import { command } from "../command";
import { state } from "../paths";
import { Daemon, ensureRunning, stop } from "./daemon";

const socket = "/run/systemd/journal/socket";
const persistent = "/var/log/journal";
const volatile = "/run/log/journal";
const syslog = "/dev/log";

/** What of the journal's surroundings the lab has made, and so takes away again. */
const made = path.join(state, "journald.json");

const daemon: Daemon = {
    name: "journald",
    command: "/lib/systemd/systemd-journald",
    args: [],
    // Besides being there, it must take a line: it makes the socket before it reads from it.
    ready: async () => fs.existsSync(socket) && (await command("journalctl", ["--sync"]).then(() => true)),
};

/** Use the machine's journal; start journald if there is none. Returns whether it is the lab's own. */
export async function ensureJournald(): Promise<boolean> {
    const ours = fs.existsSync(made);
    if (!ours && (await machineHasJournal())) return false;
    if (!ours) {
        const links = fs.existsSync(syslog) ? [] : [syslog];
        const folders = [persistent, volatile].filter((folder) => !fs.existsSync(folder));
        fs.mkdirSync(state, { recursive: true });
        fs.writeFileSync(made, JSON.stringify([...links, ...folders]));
    }
    fs.mkdirSync(path.dirname(socket), { recursive: true });
    fs.mkdirSync(persistent, { recursive: true });
    if (!fs.existsSync(syslog)) {
        fs.rmSync(syslog, { force: true }); // A link that leads nowhere.
        fs.symlinkSync("/run/systemd/journal/dev-log", syslog);
    }
    await ensureRunning(daemon);
    return true;
}

export async function stopJournald(): Promise<void> {
    await stop(daemon.name);
    if (!fs.existsSync(made)) return;
    for (const file of JSON.parse(fs.readFileSync(made, "utf8")) as string[]) {
        fs.rmSync(file, { recursive: true, force: true });
    }
}

/** A journal is running if systemd is, or if somebody else's journald is. */
async function machineHasJournal(): Promise<boolean> {
    return fs.existsSync("/run/systemd/system") || isProgramRunning("systemd-journal");
}

/** Not one that has ended and that nobody has waited for yet: it may be the lab's own of before. */
export function isProgramRunning(name: string): Promise<boolean> {
    return command("pgrep", ["--exact", "--runstates=D,R,S,T", name]).then(
        () => true,
        () => false,
    );
}
