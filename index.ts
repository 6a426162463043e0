import * as docker from "@pulumi/docker";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { AlloyStack } from "./components";
import { readSettings } from "./settings/settings";

const settings = readSettings(new pulumi.Config());

const providers = [
    new kubernetes.Provider("kubernetes", {
        ...settings.cluster,
        clusterIdentifier: settings.clusterName,
        // Without it a changed ConfigMap is deleted for a moment.
        enableConfigMapMutable: true,
    }),
    ...(settings.dev ? [new docker.Provider("docker")] : []),
];

const stack = new AlloyStack(settings.clusterName, settings, { providers });

/** Where to ask for what the agent sends, in development. */
export const prometheus =
    settings.dev &&
    pulumi.secret({
        url: "http://127.0.0.1:9090",
        ...settings.dev.backend.prometheus,
        password: stack.prometheusPassword,
    });
export const logs =
    settings.dev &&
    pulumi.secret({
        url: "http://127.0.0.1:3100",
        ...settings.dev.backend.loki,
        password: stack.lokiPassword,
    });
