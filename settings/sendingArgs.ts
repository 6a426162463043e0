import { AlloyStackArgs } from "../components/args";
import { StackValues } from "./schema";

/** The args of the keys in `keys/sending.ts` that have the same names there. */
export function sendingArgs(values: StackValues): Partial<AlloyStackArgs> {
    const { agentValues, externalSecretsValues } = values;
    return {
        ...(Object.keys(agentValues).length > 0 && { agentValues }),
        ...(Object.keys(externalSecretsValues).length > 0 && { externalSecretsValues }),
    };
}
