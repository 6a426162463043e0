import * as assert from "node:assert/strict";

import { JournalArgs, JournalPriority } from "../../../../components/agent/journal";
import { RemoteKind } from "../../../../components/remotes";
import { journalProblems } from "../../../../components/validate/journal";
import { PlainRemote } from "../../../../settings/plainRemote";
import { configFor } from "../../../support/agentConfig";

const logs: PlainRemote = { kind: RemoteKind.Loki, name: "l", url: "https://h/loki/api/v1/push" };

function kept(journal: JournalArgs): string[] {
    const text = configFor([logs], { journal });
    const rules = text.matchAll(/source_labels = \["(\w+)"\]\n\t\tregex +=? "(.*)"\n\t\taction +=? "keep"/g);
    return [...rules].map(([, source = "", regex = ""]) => `${source}: ${regex}`);
}

describe("a journal", () => {
    it("is read as it was where nothing is said of it", () => {
        const text = configFor([logs], { journal: {} });
        assert.deepEqual(kept({}), []);
        assert.match(text, /^\tlabels +=? \{node = sys\.env\("HOSTNAME"\)\}$/m);
        assert.doesNotMatch(text, /max_age/);
        assert.equal(configFor([logs], { journal: { labels: {} } }), text);
    });

    it("is read for some units, whatever letters their names have", () => {
        assert.deepEqual(kept({ units: ["k3s.service", "docker*", String.raw`a\x2d`] }), [
            String.raw`__journal__systemd_unit: k3s\\.service|docker.*|a\\\\x2d`,
        ]);
    });

    it("is read from a priority on, and where none is said", () => {
        const pattern = (priority: JournalPriority) =>
            kept({ priority })[0]?.replace("__journal_priority: ", "");
        assert.equal(pattern(JournalPriority.Emerg), "[0-0]?");
        assert.equal(pattern(JournalPriority.Warning), "[0-4]?");
        assert.equal(pattern(JournalPriority.Debug), "[0-7]?");
    });

    it("is read back to an age, with labels of its own", () => {
        const text = configFor([logs], { journal: { maxAge: "24h", labels: { b: "1", a: '"' } } });
        assert.match(text, /^\tmax_age +=? "24h"$/m);
        assert.match(text, /\{node = sys\.env\("HOSTNAME"\), a = "\\"", b = "1"\}/);
    });

    it("is refused what it has not", () => {
        const told = (journal: JournalArgs) => journalProblems(journal).map(({ path }) => path);
        assert.deepEqual(
            told({ units: ["k3s.service", "a b", "", "x(y"], maxAge: "7d", labels: { unit: "x" } }),
            ["journal.units[1]", "journal.units[2]", "journal.units[3]", "journal.maxAge", "journal.labels"],
        );
        assert.deepEqual(told({ units: [] }), ["journal.units"]);
        assert.deepEqual(told({ units: ["user@1000.service"], maxAge: "30m", labels: { a: "b" } }), []);
    });
});
