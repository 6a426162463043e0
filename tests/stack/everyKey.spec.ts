import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { Key, keys } from "../../settings/schema";
import { certificate, privateKey } from "../support/certificate";
import { registerValues } from "../support/program";
import { preview } from "../support/preview";
import { keyChanges, Values } from "./keyChanges";

/** What each change comes to, for people to read in reviews. UPDATE_RENDERED=1 writes it. */
const reviewed = path.join(__dirname, "keyChanges.json");

/** What a stack registers, by type and name; components left out, whose inputs are those of all that is in them. */
async function register(values: Values): Promise<Map<string, string>> {
    const all: Values = { clusterName: "c", ...values };
    const given = Object.entries(all).flatMap(([key, value]) =>
        value === undefined
            ? []
            : [[key, typeof value === "string" ? value : JSON.stringify(value)] as const],
    );
    const { registered } = await registerValues(Object.fromEntries(given));
    return new Map(
        registered
            .filter(({ type }) => !type.startsWith("alloy-stack:"))
            .map(({ type, name, inputs, read, id, trigger }) => [
                `${type.split(":").at(-1) ?? ""} ${name}${read ? " (read)" : ""}`,
                JSON.stringify([inputs, id, trigger]),
            ]),
    );
}

describe("a change of a key", () => {
    const changes = keyChanges(certificate, privateKey);
    const written: Partial<Record<Key, string[]>> = process.env.UPDATE_RENDERED
        ? {}
        : (JSON.parse(fs.readFileSync(reviewed, "utf8")) as Record<Key, string[]>);
    /** Of the program itself, or of what is asked: nothing of it is registered. */
    const notRegistered: Key[] = ["kubeconfig", "context", "verify"];
    const stacks = new Map<string, Promise<Map<string, string>>>();
    const registerOnce = (values: Values) => {
        const which = JSON.stringify(values);
        const known = stacks.get(which) ?? register(values);
        stacks.set(which, known);
        return known;
    };

    after(() => {
        if (process.env.UPDATE_RENDERED)
            fs.writeFileSync(reviewed, `${JSON.stringify(written, undefined, 4)}\n`);
    });

    it("is there for every key", () => {
        assert.deepEqual(Object.keys(changes).sort(), [...keys].sort());
    });

    for (const key of keys) {
        it(`is as it was reviewed: ${key}`, async () => {
            const { stack, to } = changes[key];
            assert.ok(key in to);
            // One after the other: the mocks are the process's own.
            const before = await registerOnce(stack);
            const found = preview(before, await register({ ...stack, ...to }));
            if (process.env.UPDATE_RENDERED) written[key] = found;
            else assert.deepEqual(found, written[key], "if it should change: UPDATE_RENDERED=1 npm test");
            assert.equal(found.length > 0, !notRegistered.includes(key), found.join());
        });
    }
});
