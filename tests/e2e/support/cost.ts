import * as assert from "node:assert/strict";

import { Cost } from "../../../cli/cost/cost";
import { promql } from "./backends";
import { alloyStack } from "./commands";

/** How often each target was scraped in the last two minutes, of how often it should be. */
export async function scrapeShares(jobs: string, interval: number): Promise<Record<string, number>> {
    const counted = await promql(
        `count_over_time(scrape_samples_scraped{job=~"${jobs}"}[2m]) / ${120 / interval}`,
    );
    return Object.fromEntries(
        counted.map(({ metric: { job, instance }, value }) => [`${job} ${instance}`, value]),
    );
}

/** What `alloy-stack cost` says of the lab's two agents. */
export async function costOfLab(what: string): Promise<Cost> {
    const ended = await alloyStack(["cost", "--stack", "dev", "--json", "--top", "40"]);
    assert.equal(ended.code, 0, ended.output);
    const found = JSON.parse(ended.output.slice(ended.output.indexOf("\n{\n") + 1)) as Cost;
    const { agents, prometheus } = found;
    assert.ok(agents && prometheus, ended.output);
    assert.deepEqual([agents.asked, agents.all], [2, 2]);
    console.log(
        `        ${what}: ${prometheus.series} series, ${(agents.cores / 2).toFixed(4)} cores and ${Math.round(agents.memoryBytes / 2 / 1024 ** 2)} MiB an agent`,
    );
    return found;
}
