/** On every container and volume of ours, so that they can be told from other people's. */
export const dockerLabel = { label: "app.kubernetes.io/part-of", value: "alloy-stack" };
