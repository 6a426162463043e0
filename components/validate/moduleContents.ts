import { Block, Parsed, Reference } from "../agent/syntax/parse";

/** What other components know a block by. */
export function idOf({ name, label }: Block): string {
    return label === "" ? name : `${name}.${label}`;
}

/** What expressions may name beside components (syntax/internal/stdlib of Alloy 1.19). */
const known = new Set(
    "constants coalesce json_path sys convert array encoding string file env nonsensitive concat json_decode yaml_decode base64_decode format join replace split to_lower to_upper trim trim_prefix trim_suffix trim_space".split(
        " ",
    ),
);

/** What can be had of components that many send to. A misspelt one would be found by the agents only. */
const exported: Record<string, string[]> = {
    "prometheus.remote_write": ["receiver"],
    "prometheus.relabel": ["receiver", "rules"],
    "loki.write": ["receiver"],
    "loki.process": ["receiver"],
    "loki.relabel": ["receiver", "rules"],
};

/** Something that is wrong with what a module says. */
export interface Misplaced {
    /** Where in its text. */
    offset: number;
    found: string;
    expected: string;
}

/** What components name and is not there, or can't be used where it is named. `named`: all that is in the configuration. */
export function unknownReferences(parsed: Parsed, named: ReadonlyMap<string, unknown>): Misplaced[] {
    const check = (block: Block, ids: ReadonlyMap<string, unknown>, outermost: string): Misplaced[] => {
        // What "foreach" repeats names its own variable too.
        if (block.name === "foreach") return [];
        // What "declare" holds is a configuration by itself.
        const inner = block.name === "declare" ? new Map(block.blocks.map((one) => [idOf(one), true])) : ids;
        return [
            ...block.references.flatMap((reference) => referenceProblem(reference, ids, outermost)),
            ...block.blocks.flatMap((one) =>
                check(one, inner, block.name === "declare" ? one.name : outermost),
            ),
        ];
    };
    return [
        ...parsed.references.map(({ offset, path }) => ({
            offset,
            found: `has an attribute outside of any block, with ${path.join(".")}`,
            expected: "attributes inside of a component",
        })),
        ...parsed.blocks.flatMap((block) => check(block, named, block.name)),
    ];
}

function referenceProblem(
    { path, offset }: Reference,
    ids: ReadonlyMap<string, unknown>,
    outermost: string,
): Misplaced[] {
    const text = path.join(".");
    const length = path.findIndex((_, index) => ids.has(path.slice(0, index + 1).join("."))) + 1;
    if (length === 0) {
        if (known.has(path[0] ?? "")) return [];
        const receivers = [...ids.keys()].filter((id) =>
            /^(prometheus\.remote_write|loki\.write)\./.test(id),
        );
        const some = receivers.slice(0, 5).map((id) => `${id}.receiver`);
        return [
            {
                offset,
                found: `names ${text}, which is not there`,
                expected: some.join(", ") || "a component that is there",
            },
        ];
    }
    const type = path.slice(0, length - 1).join(".");
    const fields = exported[type];
    const field = path[length];
    if (fields && (field === undefined || !fields.includes(field)))
        return [
            {
                offset,
                found: `names ${text}, and there is no such thing of a ${type}`,
                expected: fields.map((one) => `${path.slice(0, length).join(".")}.${one}`).join(", "),
            },
        ];
    const [mine, theirs] = [outermost.split(".")[0], type.split(".")[0]];
    const isCrossed = field === "receiver" && [mine, theirs].sort().join() === "loki,prometheus";
    if (!isCrossed) return [];
    const expected =
        mine === "loki"
            ? "a receiver of logs, as in <% &logsReceivers %>"
            : "a receiver of metrics, as in <% &metricsReceivers %>";
    return [{ offset, found: `sends from ${outermost} to ${text}`, expected }];
}

/** Secrets as texts: everybody who may read the ConfigMap could read them. */
export function plainSecrets({ texts }: Parsed): Misplaced[] {
    return texts.flatMap(({ name, offset }) =>
        /^(.*_)?(password|passwd|bearer_token|client_secret|secret_key|secret|token|api_key|key_pem|authorization)$/i.test(
            name,
        )
            ? [
                  {
                      offset,
                      found: `has ${/^\w+$/.test(name) ? name : "a secret"} as a text, which everybody can read who sees the agents' ConfigMap`,
                      expected:
                          'sys.env("NAME"), and the variable from a Secret, in alloy.envFrom or alloy.extraEnv of agentValues',
                  },
              ]
            : [],
    );
}
