import { JournalArgs } from "../agent/journal";
import { RemoteKind } from "../remotes";
import { addedLabelsProblem } from "./labels";
import { Found, Problem, shown } from "./problem";

/** What is wrong with what is read of the journal, but for its folder. */
export function journalProblems({ units, maxAge, labels = {} }: JournalArgs): Problem[] {
    return [
        ...(units?.length === 0 ? at("journal.units", noUnits) : []),
        ...(units ?? []).flatMap((unit, index) => at(`journal.units[${index}]`, unitProblem(unit))),
        ...at("journal.maxAge", maxAge === undefined ? undefined : ageProblem(maxAge)),
        ...at("journal.labels", addedLabelsProblem(labels, [RemoteKind.Loki])),
    ];
}

const noUnits: Found = {
    found: "is empty",
    expected: "names of units, or no such list, which reads all; modules.syslog.enabled: false reads none",
};

/** What systemd takes for a unit's name, with "*" in it. */
function unitProblem(unit: string): Found | undefined {
    if (/^[A-Za-z0-9:_.@\\*-]{1,255}$/.test(unit)) return undefined;
    return { found: `is ${shown(unit)}`, expected: 'a unit\'s name, such as "k3s.service" or "docker*"' };
}

function ageProblem(age: string): Found | undefined {
    if (/^[1-9]\d{0,3}(m|h)$/.test(age)) return undefined;
    return { found: `is ${shown(age)}`, expected: 'minutes or hours, such as "30m" or "24h"' };
}

function at(path: string, problem: Found | undefined): Problem[] {
    return problem ? [{ path, ...problem }] : [];
}
