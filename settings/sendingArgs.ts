import { AlloyStackArgs } from "../components/args";
import { WalArgs } from "../components/sending";
import { ProxyArgs } from "../components/vault/connection";
import { StackValues } from "./schema";

/** The args of the keys in `keys/sending.ts` that have the same names there. */
export function sendingArgs(values: StackValues): Partial<AlloyStackArgs> {
    const { agentProxy, maxUnavailable } = values;
    return {
        ...given("agentValues", values.agentValues),
        ...given("externalSecretsValues", values.externalSecretsValues),
        // What is not given in them is left out rather than undefined: it was JSON.
        ...given("wal", values.wal as WalArgs),
        ...(agentProxy && { agentProxy: agentProxy as ProxyArgs }),
        ...given("podLabels", values.podLabels),
        ...given("podAnnotations", values.podAnnotations),
        ...given("agentServiceAccountAnnotations", values.agentServiceAccountAnnotations),
        ...(maxUnavailable !== undefined && { maxUnavailable }),
    };
}

/** An object under its name, unless it is empty: its key has that as default. */
function given<Name extends string, Value extends object>(
    name: Name,
    value: Value,
): Partial<Record<Name, Value>> {
    return Object.keys(value).length === 0 ? {} : ({ [name]: value } as Record<Name, Value>);
}
