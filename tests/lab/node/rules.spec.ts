import * as assert from "node:assert/strict";

import { chainsOf, rulesOf } from "./rules";

const saved = String.raw`*nat
:PREROUTING ACCEPT [0:0]
:CNI-b014 - [0:0]
-A POSTROUTING -s 10.244.0.5/32 -m comment --comment "name: \"lab\" id: \"c3\"" -j CNI-b014
COMMIT
*filter
:FORWARD DROP [0:0]
COMMIT
`;

describe("what iptables-save prints", () => {
    it("has chains, each in its table", () => {
        assert.deepEqual(chainsOf(saved), [
            { table: "nat", chain: "PREROUTING" },
            { table: "nat", chain: "CNI-b014" },
            { table: "filter", chain: "FORWARD" },
        ]);
    });

    it("has rules, as the words iptables takes back", () => {
        const [rule] = rulesOf(saved);
        assert.deepEqual(rule?.rule.slice(-4), ["--comment", 'name: "lab" id: "c3"', "-j", "CNI-b014"]);
    });
});
