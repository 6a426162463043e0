import * as fs from "node:fs";
import * as path from "node:path";

import { Language } from "./queries";

const file = path.resolve(__dirname, "../../components/dev/config/grafana/dashboards/alloy-stack.json");

/** A query of a dashboard's panel. */
export interface PanelQuery {
    panel: string;
    language: Language;
    text: string;
}

interface Panel {
    title: string;
    datasource?: { uid: string };
    targets?: { expr: string }[];
    /** Panels of a row that is folded. */
    panels?: Panel[];
}

/** The queries of every panel, as Grafana would send them for a cluster. */
export function dashboardQueries(cluster: string): PanelQuery[] {
    const { panels } = JSON.parse(fs.readFileSync(file, "utf8")) as { panels: Panel[] };
    const all = panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]);
    return all.flatMap(({ title, datasource, targets = [] }) =>
        targets.map(({ expr }) => ({
            panel: title,
            language: datasource?.uid === "loki" ? ("logql" as const) : ("promql" as const),
            text: filled(expr, cluster),
        })),
    );
}

/** Grafana's variables as it would fill them in for the last minutes. */
function filled(expression: string, cluster: string): string {
    return expression
        .replaceAll("$cluster", cluster)
        .replaceAll(/\$__(rate_interval|auto|interval)\b/g, "2m");
}
