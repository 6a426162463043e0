import * as assert from "node:assert/strict";
import * as fs from "node:fs";

import { Fleet, FleetEnd, runFleet } from "../../../../cli/fleet/fleet";
import { Lines } from "../../../../cli/fleet/lines";
import { counted, fleetTable } from "../../../../cli/fleet/table";
import { eachFolder } from "../support/folder";

const twelve = Array.from({ length: 12 }, (_, index) => `prod-${String(index + 1).padStart(2, "0")}`);

describe("a fleet", () => {
    const { at, write } = eachFolder();

    /** A program in place of this one: it notes that it runs, works for a while, and reports as an update does. */
    function program(seconds: number): string[] {
        const script = `
            stack="$3"
            echo "$@" >> ${at("calls")}
            echo "updating $stack" >&2
            trap 'echo told to end >&2; kill $!; exit 130' INT
            sleep ${seconds} & wait $!
            if [ "$stack" = "$BROKEN" ]; then
                echo '{"changes": [], "remarks": [{"severity": "error", "text": "no route to host"}]}'
                echo "error: pulumi has failed; it says above why" >&2
                exit 1
            fi
            echo '{"changes": [{"operation": "create"}, {"operation": "create"}], "remarks": []}'`;
        return ["/bin/sh", write("program.sh", script)];
    }

    let broken: string;
    beforeEach(() => {
        broken = "prod-07";
    });

    async function run({ seconds = 0.01, ...more }: Partial<Fleet> & { seconds?: number } = {}): Promise<
        FleetEnd & { printed: string[] }
    > {
        process.env.BROKEN = broken;
        const printed: string[] = [];
        const lines = new Lines(false, (text) => printed.push(text));
        const usual: Fleet = {
            operation: "up",
            stacks: twelve,
            folder: at(),
            passed: [],
            parallel: 4,
            logs: at("logs"),
            program: program(seconds),
        };
        const end = await runFleet({ ...usual, ...more }, lines);
        return { ...end, printed };
    }

    const calls = () => fs.readFileSync(at("calls"), "utf8").trim().split("\n");

    it("of twelve stacks is done some at a time, and a broken one stops no other", async function () {
        this.timeout(30_000);
        const one = await run({ parallel: 1, seconds: 0.3 });
        const four = await run({ parallel: 4, seconds: 0.3 });
        for (const { results } of [one, four]) {
            assert.deepEqual(
                results.map(({ stack, outcome }) => [stack, outcome]),
                twelve.map((stack) => [stack, stack === broken ? "failed" : "ok"]),
            );
        }
        // It takes 3.6 s and 0.9 s of waiting, and the processes' own time.
        assert.ok(one.seconds > 3.5, `${one.seconds} s for one at a time`);
        assert.ok(four.seconds < one.seconds / 2, `${four.seconds} s for four, ${one.seconds} s for one`);
    });

    it("says of each how it ended, in a line as it ends and in a table when all have", async () => {
        const { results, printed } = await run();
        assert.equal(printed.length, 12);
        assert.ok(printed.every((line, index) => line.startsWith(`[${index + 1}/12] prod-`)));
        const lines = fleetTable(results, false).split("\n");
        assert.match(lines[1] ?? "", /^prod-01 +ok +\d+\w+ +2 created$/);
        assert.match(lines[7] ?? "", /^prod-07 +failed +\d+\w* +no route to host$/);
        assert.match(lines[8] ?? "", /log: .*prod-07\.log$/);
        assert.equal(lines.length, 14);
        assert.equal(counted(results), "11 ok, 1 failed");
    });

    it("keeps all that a stack's command says in a file of its own, which only its owner reads", async () => {
        const { results } = await run();
        for (const { stack, log = "" } of results) {
            const said = fs.readFileSync(log, "utf8");
            assert.ok(said.includes(`updating ${stack}\n`) && said.includes('"changes"'), said);
            assert.equal(fs.statSync(log).mode & 0o777, 0o600);
        }
    });

    it("goes on with what is not green, and begins again without being told so", async () => {
        await run();
        fs.rmSync(at("calls"));
        broken = "";
        const again = await run({ resume: true });
        assert.deepEqual(
            calls().map((line) => line.split(" ")[2]),
            ["prod-07"],
        );
        assert.equal(counted(again.results), "11 green before, 1 ok");
        // What was left out is green still.
        assert.equal(counted((await run({ resume: true })).results), "12 green before");
        assert.equal(counted((await run()).results), "12 ok");
        // Another operation, and another project, know nothing of it.
        assert.equal(counted((await run({ operation: "preview", resume: true })).results), "12 ok");
        assert.equal(counted((await run({ folder: at("elsewhere"), resume: true })).results), "12 ok");
        write("logs/up/results.json", "{");
        assert.equal(counted((await run({ resume: true })).results), "12 ok");
    });

    it("gives every stack's command its name, its folder and what was passed", async () => {
        await run({ stacks: ["acme/p/a"], operation: "destroy", passed: ["--x=1"] });
        assert.deepEqual(calls(), [`destroy --stack acme/p/a --cwd ${at()} --json --yes --x=1`]);
        assert.ok(fs.existsSync(at("logs/destroy/acme%2Fp%2Fa.log")));
    });

    it("that is told to end tells those that run, and begins no other", async () => {
        const ending = run({ seconds: 20, parallel: 2 });
        // Until both run.
        while (!fs.existsSync(at("calls")) || calls().length < 2)
            await new Promise((resolve) => setTimeout(resolve, 20));
        await new Promise((resolve) => setTimeout(resolve, 100));
        process.emit("SIGHUP");
        const { results, interrupted, seconds } = await ending;
        assert.ok(interrupted);
        assert.ok(seconds < 10);
        assert.equal(counted(results), "2 interrupted, 10 not begun");
        assert.match(fs.readFileSync(results[0]?.log ?? "", "utf8"), /told to end/);
        assert.equal(process.listenerCount("SIGHUP"), 0);
    });
});
