import * as fc from "fast-check";

const optional = { requiredKeys: [] };

/** Names that are nobody's: what says where something comes from has other ones. */
const labelName = fc.constantFrom("environment", "ip", "_tier", "instance_type", "true", "A9");

/** Labels of everything that is sent, or of one remote. */
export const addedLabels = fc.dictionary(labelName, fc.stringMatching(/^[\x20-\x7e]{1,12}$/), { maxKeys: 3 });

/** The keys about what is collected. */
export const collected = fc.record({ labels: addedLabels }, optional);
