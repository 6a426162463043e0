import { AlloyStackArgs } from "../args";
import { ChartSource } from "../charts";
import { Problem } from "./problem";

/** Chart sources with a login inside, which would be kept in the state and in Helm's record. */
export function chartProblems({ charts = {} }: AlloyStackArgs): Problem[] {
    return Object.entries(charts).flatMap(([name, source]) =>
        Object.entries((source ?? {}) as ChartSource).flatMap(([field, value]: [string, unknown]) =>
            typeof value === "string" && hasLogin(value)
                ? [
                      {
                          path: `charts.${name}.${field}`,
                          found: "has a login inside its address, which is not shown here",
                          expected:
                              "an address without one; log in with helm registry login or helm repo add",
                      },
                  ]
                : [],
        ),
    );
}

/** Its password may have a "/". What is behind an "@" may be a chart's digest as well. */
function hasLogin(address: string): boolean {
    return /:\/\/([^/]*|[^/@]*:[^@]*)@(?!sha256:)/.test(address);
}
