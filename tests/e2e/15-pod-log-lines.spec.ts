// Takes 1 minute.
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { Multiline } from "../../components/agent/podLogs";
import { prepareToolchain } from "../lab/toolchain/toolchain";
import { eventually } from "./support/eventually";
import { FoundLine, LineTrial } from "./support/lineTrial";

/** Lines of programs, and their level. */
const leveled: [level: string | undefined, line: string][] = [
    ["warn", '{"level":"WARN","msg":"x"}'],
    ["error", '{"ts":"2024","severity": "ERROR","msg":"y"}'],
    ["info", '{"@timestamp":"2024","log.level":"info"}'],
    ["info", 'ts=2024-01-01T00:00:00Z caller=a.go:1 level=info msg="hello"'],
    ["debug", 'level="debug" msg=x'],
    ["error", "E1126 10:00:00.123456       1 file.go:12] klog"],
    ["info", "I1126 10:00:00.123456       1 file.go:12] klog"],
    ["error", "2024-01-01 10:00:00.123 SEVERE java.util.logging"],
    ["debug", "FINE: java.util.logging"],
    ["info", "2024-01-01 10:00:00.123+0000 INFO  [org.x] log4j"],
    ["warn", "10:00:00.123 [main] WARN  c.e.App - logback"],
    ["info", "2024-01-01T10:00:00.000Z  INFO 1 --- [main] Spring"],
    ["error", "2024/01/01 10:00:00 [error] 7#7: nginx"],
    ["info", "[2024-01-01T00:00:00Z INFO  crate] Rust"],
    ["error", "[2024-01-01 10:00:00] ERROR in app: Flask"],
    ["warn", "WARNING:root:Python"],
    ["error", "2024-01-01 10:00:00.123 UTC [23] ERROR:  PostgreSQL"],
    ["fatal", "crit: .NET"],
    ["fatal", "panic: runtime error: Go"],
    [undefined, "a line without a level"],
    [undefined, "Fine weather, and no error in it"],
    [undefined, '{"msg":"an error in its text"}'],
];

const stackTrace = ["java.lang.X: boom", "\tat a.b(C.java:1)", "Caused by: y", "\t... 2 more"];

function cri(line: string, seconds: number, flag = "F"): string {
    const time = new Date(Date.UTC(2024, 0, 1) + seconds * 1000).toISOString();
    return `${time} stdout ${flag} ${line}\n`;
}

describe("Alloy reads pods' logs", () => {
    let commands: { alloy: string; victoriaLogs: string };
    let trial: LineTrial;
    before(async () => {
        // The programs alone: no part of the lab has to run.
        const { alloy = "", "victoria-logs": victoriaLogs = "" } = await prepareToolchain();
        commands = { alloy, victoriaLogs };
    });
    beforeEach(() => (trial = new LineTrial(commands, 23_100)));
    afterEach(() => {
        trial.remove();
    });

    function write(text: string): void {
        fs.appendFileSync(path.join(trial.logs, "0.log"), text);
    }

    function arrived(count: number): Promise<FoundLine[]> {
        return eventually(40, async () => {
            const lines = await trial.lines();
            assert.equal(lines.length, count);
            return lines;
        });
    }

    it("and knows the level of each, whatever writes it", async () => {
        trial.start({ collected: { podLogs: {} } });
        write(leveled.map(([, line], index) => cri(line, index)).join(""));
        const lines = await arrived(leveled.length);
        const levels = lines.map(({ level, _msg }): [string | undefined, string] => [level, _msg]);
        assert.deepEqual(levels, leveled);
        assert.ok(lines.every(({ stream, filename }) => stream === "stdout" && filename === undefined));
    });

    it("in both formats, with partial lines whole and stack traces as one entry", async () => {
        trial.start({ dockerLogs: true, collected: { podLogs: { multiline: Multiline.Indented } } });
        write(stackTrace.map((line, index) => cri(line, index)).join(""));
        write(cri("one ", 100, "P") + cri("line", 100));
        const log = "level=warn Docker\n";
        write(`${JSON.stringify({ log, stream: "stderr", time: "2024-01-02T10:00:00Z" })}\n`);
        const lines = await arrived(3);
        assert.deepEqual(
            lines.map(({ _msg, stream }) => [stream, _msg.trim()]),
            [
                ["stdout", stackTrace.join("\n")],
                ["stdout", "one line"],
                ["stderr", "level=warn Docker"],
            ],
        );
    });

    it("with a line that no Loki takes, cut, and a trace that is longer than an entry, in several", async () => {
        trial.start({ collected: { podLogs: { multiline: Multiline.Indented } } });
        write(cri("before", 0));
        // As containerd writes a line of 400 KB: in parts of 16 KiB.
        const long = "x".repeat(400_000).match(/.{1,16384}/g) ?? [];
        write(long.map((part, index) => cri(part, 1, index < long.length - 1 ? "P" : "F")).join(""));
        const trace = [
            "java.lang.X: boom",
            ...Array.from({ length: 1_500 }, (_, index) => `\tat a.b(C.java:${index})`),
        ];
        write(trace.map((line, index) => cri(line, 2 + index / 1000)).join(""));
        write(cri("after", 10));
        const lines = await arrived(5);
        const texts = lines.map(({ _msg }) => _msg);
        assert.equal(texts[0], "before");
        assert.match(texts[1] ?? "", /^x{200000,245760}\.\.\. \(cut by the agent\)$/);
        assert.equal(texts.slice(2, 4).join("\n"), trace.join("\n"));
        assert.equal(texts[4], "after");
    });

    it("through rotations, none lost and none twice", async () => {
        trial.start({ collected: { podLogs: {} } });
        const [rounds, each] = [5, 2_000];
        for (let round = 0; round < rounds; round++) {
            for (let part = 0; part < 10; part++) {
                const from = round * each + (part * each) / 10;
                const some = Array.from({ length: each / 10 }, (_, index) =>
                    cri(`line ${from + index}`, from + index),
                );
                write(some.join(""));
                await sleep(100);
            }
            // As the kubelet does: the file gets another name, and the container's runtime opens a new one.
            const now = path.join(trial.logs, "0.log");
            fs.renameSync(now, `${now}.20240101-00000${round}`);
            fs.writeFileSync(now, "");
        }
        const lines = await arrived(rounds * each);
        const numbers = lines.map(({ _msg }) => Number(_msg.replace("line ", "")));
        assert.deepEqual(numbers, [...Array(rounds * each).keys()]);
        // One that comes twice would come late.
        await sleep(5_000);
        assert.equal((await trial.lines()).length, rounds * each);
    });
});
