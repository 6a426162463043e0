import * as os from "node:os";

import { execute } from "../process";

/** Who holds a stack's lock in a backend that keeps its state in files. */
export interface Lock {
    /** The lock's address. */
    at: string;
    user: string;
    host: string;
    pid: number;
    since: string;
}

const line = /^\s*(\S+): created by (.*)@(\S+) \(pid (\d+)\) at (\S+)\s*$/gm;

/**
 * The locks that Pulumi names when it refuses to work on a stack; none if that is not why it refuses. An error of the Automation API
 * has the same lines more than once.
 */
export function locksIn(message: string): Lock[] {
    const locks = [...message.matchAll(line)].map(
        ([, at = "", user = "", host = "", pid = "", since = ""]) => ({
            at,
            user,
            host,
            pid: Number(pid),
            since,
        }),
    );
    return locks.filter(({ at }, index) => locks.findIndex((lock) => lock.at === at) === index);
}

/**
 * Whether the process that holds a lock is dead for certain. Pulumi takes its lock away when it ends, however it ends,
 * unless it is killed. Of a process on another machine nothing is known; and the backend that others use may be used by a
 * machine that has this one's name.
 */
export async function isDead(
    { at, host, pid }: Lock,
    thisHost = os.hostname(),
    runs: (pid: number) => Promise<boolean> = runsPulumi,
): Promise<boolean> {
    return host === thisHost && at.startsWith("file:") && !(await runs(pid));
}

/** Its number may be another process's by now, and a killed one is listed until its parent has taken note. */
async function runsPulumi(pid: number): Promise<boolean> {
    const { code, stdout } = await execute("ps", ["-o", "stat=,comm=", "-p", String(pid)], {
        advice: "it tells whether the process that holds the stack's lock is alive",
    });
    return code === 0 && !/^\s*Z/.test(stdout) && stdout.includes("pulumi");
}

/** Whose the locks are, and what to do about them. */
export function lockedBy(stack: string, locks: Lock[], thisHost = os.hostname()): string {
    const whose = locks.map(
        ({ user, host, pid, since }) => `${user} on ${host}, process ${pid}, since ${since}`,
    );
    const isHere = locks.every(({ host }) => host === thisHost);
    return [
        `another process is working on stack ${stack}: ${whose.join("; ")}.`,
        `  Wait until it ends${isHere ? "" : ", or ask there"}. If it is certain that none of them runs any more: pulumi cancel ${stack}`,
    ].join("\n");
}
