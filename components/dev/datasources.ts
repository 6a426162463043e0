import { stringify } from "yaml";

import { containerNames, ports } from "./names";

/** A username and a password that is known. */
export interface KnownLogin {
    username: string;
    password: string;
}

/** What there is to ask; left out what isn't. */
export interface Sources {
    prometheus?: KnownLogin;
    loki?: KnownLogin;
}

/** Grafana's file of data sources. Dashboards name them by their uid, "prometheus" and "loki". */
export function datasourcesFile({ prometheus, loki }: Sources): string {
    return stringify({
        apiVersion: 1,
        // Grafana keeps them in its volume. One that is not here any more goes.
        prune: true,
        datasources: [
            ...(prometheus
                ? [
                      {
                          ...source("prometheus", "Prometheus", prometheus),
                          url: `http://${containerNames.prometheus}:${ports.prometheus}`,
                          isDefault: true,
                          // The agent's longest interval. Grafana does not take a rate over less than four of them.
                          jsonData: { httpMethod: "POST", timeInterval: "30s" },
                      },
                  ]
                : []),
            ...(loki
                ? [
                      {
                          ...source("loki", "Loki", loki),
                          url: `http://${containerNames.lokiGateway}:${ports.logs}`,
                          isDefault: !prometheus,
                      },
                  ]
                : []),
        ],
    });
}

function source(type: string, name: string, { username, password }: KnownLogin) {
    return {
        name,
        uid: type,
        type,
        access: "proxy",
        editable: false,
        basicAuth: true,
        basicAuthUser: literal(username),
        secureJsonData: { basicAuthPassword: literal(password) },
    };
}

/** Grafana takes "$name" in this file for a variable of its environment, and "$$" for a "$". */
function literal(text: string): string {
    return text.replaceAll("$", "$$$$");
}
