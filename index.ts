import * as docker from "@pulumi/docker";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { AlloyStack } from "./components";
import { readSettings } from "./settings/settings";

const settings = readSettings(new pulumi.Config());

const providers = [
    new docker.Provider("docker"),
    new kubernetes.Provider("kubernetes", {
        ...settings.cluster,
        clusterIdentifier: settings.clusterName,
        // Without it a changed ConfigMap is deleted for a moment.
        enableConfigMapMutable: true,
    }),
];

new AlloyStack(settings.clusterName, settings, { providers });
