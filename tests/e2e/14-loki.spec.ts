// Takes 4 minutes.
import * as assert from "node:assert/strict";

import { ask } from "../../cli/verify/backend";
import { dashboardQueries } from "../../cli/verify/dashboard";
import { logsAnswer } from "../../cli/verify/logs";
import { queries } from "../../cli/verify/queries";
import { which } from "../lab/toolchain/locate";
import { localLogs } from "./support/backends";
import { assertGreen, overridden, up } from "./support/engine";
import { eventually } from "./support/eventually";
import { useLab } from "./support/lab";
import { OtherLoki } from "./support/otherLoki";

describe("a Loki, with LogQL", () => {
    const loki = new OtherLoki();

    before(async function () {
        // The lab does not build one: its licence is the AGPL.
        if (!which("loki")) {
            console.log("        skipped: there is no Loki on PATH");
            this.skip();
        }
        await useLab();
        await loki.start();
        const remote = `a-loki:${loki.pushUrl}:`;
        assertGreen(await up("--config-file", overridden({ lokiRemotes: [localLogs, remote] })), "up");
    });

    after(() => loki.remove());

    it("answers every log query", async () => {
        const since = new Date();
        for (const query of queries("vm-cluster").filter(({ language }) => language === "logql")) {
            await eventually(120, async () => {
                const { found } = await logsAnswer(loki.backend, "loki", query, since);
                assert.ok(found > 0, query.text);
            });
        }
    });

    it("has something for every log panel of the dashboard", async () => {
        const panels = dashboardQueries("vm-cluster").filter(({ language }) => language === "logql");
        for (const { panel, text } of panels) {
            const { result } = (await ask(loki.backend, "/loki/api/v1/query_range", {
                query: text,
                since: "10m",
            })) as { result: unknown[] };
            assert.notEqual(result.length, 0, `${panel}: ${text}`);
        }
    });
});
