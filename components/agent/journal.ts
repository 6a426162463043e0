import { escaped, labelPairs } from "./labels";

/** The lowest priority of lines that are read. */
export enum JournalPriority {
    Emerg = "emerg",
    Alert = "alert",
    Crit = "crit",
    Err = "err",
    Warning = "warning",
    Notice = "notice",
    Info = "info",
    Debug = "debug",
}

/** How each node's journal is read. */
export interface JournalArgs {
    /**
     * The journal's folder on the nodes, below /var/log or /run/log. Defaults to systemd's own two, for which every node needs
     * an /etc/machine-id: without one, no agent starts there. With a folder, such a node has an agent and no journal. A change
     * replaces the pods.
     */
    path?: string;
    /**
     * The units whose lines are read; a "*" stands for any letters. Defaults to all. With a list, lines without a unit are left
     * out, such as the kernel's. Example: ["k3s.service", "docker*"].
     */
    units?: string[];
    /** The lowest priority that is read, and all above it. Defaults to "debug": everything. Example: "warning". */
    priority?: JournalPriority;
    /**
     * How old lines may be that are read when an agent begins with a journal, in hours or minutes. Defaults to "7h". One that
     * has begun goes on where it was, however long it was away.
     */
    maxAge?: string;
    /** Labels of these lines. Defaults to none. Example: {"source": "journal"}. */
    labels?: Record<string, string>;
}

/** The journal's priorities by number, in syslog's own words: "err", where systemd's keyword is "error". */
const priorities = Object.values(JournalPriority);

/** What the template of the journal names. */
export function journalView({ path, units, priority, maxAge, labels }: JournalArgs) {
    return {
        journalPath: path && JSON.stringify(path),
        journalMaxAge: maxAge && JSON.stringify(maxAge),
        journalLabels: labels && Object.keys(labels).length > 0 ? `, ${labelPairs(labels)}` : "",
        // A "*" stands for any letters.
        journalUnits: units?.map((unit) => unit.split("*").map(escaped).join(".*")).join("|"),
        // What has no priority is nobody's to leave out.
        journalPriorities: priority && `[0-${priorities.indexOf(priority)}]?`,
        priorities: priorities.map((word, number) => ({ number: String(number), word })),
    };
}
