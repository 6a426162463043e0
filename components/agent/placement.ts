import { ChartValues } from "../chartValues";
import { PodPlacement } from "../pods";
import { proxyEnv } from "../proxy";

/** What is given of how agents' pods are labelled, updated and reach the world, as the chart's values. */
export function placementValues({
    podLabels,
    podAnnotations,
    maxUnavailable,
    agentProxy,
}: PodPlacement): ChartValues {
    const controller = {
        ...(podLabels && { podLabels }),
        ...(podAnnotations && { podAnnotations }),
        ...(maxUnavailable !== undefined && { updateStrategy: { rollingUpdate: { maxUnavailable } } }),
    };
    return { controller, ...(agentProxy && { alloy: { extraEnv: proxyEnv(agentProxy) } }) };
}
