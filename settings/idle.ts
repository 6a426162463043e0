import { z } from "zod";

import { DevServer } from "../components/dev/servers";
import { Installation, OptionalInstallation } from "../components/installation";
import { LoginMethod } from "../components/vault/login";
import { Condition } from "./keys/key";
import { Problems } from "./problems";
import { Key, keys, metaOf, schema, StackValues } from "./schema";

/** Refuse keys that are set and would have no effect: those of a dev stack in another one, of another login, and so on. */
export function refuseIdle(values: StackValues, problems: Problems): void {
    // All of them before the first is refused: none is wrong because another has no effect.
    const idle = keys.flatMap((key) => {
        const { only } = metaOf(key);
        return only && isSet(key, values) && fails(only, values, problems) ? [{ key, only }] : [];
    });
    for (const { key, only } of idle) {
        const { found, expected } = rules[only];
        problems.add(key, typeof found === "string" ? found : found(values), {
            expected: expected(key),
            run: `pulumi config rm ${problems.project}:${key}`,
        });
    }
}

/** What a condition is, and what is said of a key where it does not hold. */
interface Rule {
    /** The keys that decide it. */
    by: Key[];
    holds: (values: StackValues) => boolean;
    found: string | ((values: StackValues) => string);
    expected: (key: Key) => string;
}

/** How the operator logs in, in words that follow "logs in". */
const loggingIn: Record<LoginMethod, string> = {
    [LoginMethod.UserPass]: "with a username and a password",
    [LoginMethod.Kubernetes]: "with its service account",
    [LoginMethod.AppRole]: "as an AppRole",
    [LoginMethod.Jwt]: "with a token of its service account",
};

/** For keys of the operator's login, and of some methods only. */
function withLogin(...methods: LoginMethod[]): Rule {
    const names = methods.join(" or ");
    return {
        by: ["esoLogin", "externalSecretStore"],
        holds: ({ esoLogin, externalSecretStore: store }) =>
            store === undefined && methods.includes(esoLogin),
        found: ({ esoLogin, externalSecretStore: store }) =>
            store === undefined ? `is given, and the operator logs in ${loggingIn[esoLogin]}` : othersStore,
        expected: (key) => `${key} beside esoLogin: ${names}, or no ${key}`,
    };
}

const othersStore = "is given, and externalSecretStore names a store of others";

const rules: Record<Condition, Rule> = {
    "with dev": {
        by: ["dev"],
        holds: ({ dev }) => dev,
        found: "is given, and only a dev stack runs servers beside Vault",
        expected: (key) => `${key} beside dev: true, or no ${key}`,
    },
    "without dev": {
        by: ["dev"],
        holds: ({ dev }) => !dev,
        found: "is given, and a dev stack has a Vault of its own",
        expected: (key) => `${key} without dev, or dev without ${key}`,
    },
    'with dev and "loki" in devServers': {
        by: ["dev", "devServers"],
        holds: ({ dev, devServers }) => dev && devServers.includes(DevServer.Loki),
        found: "is given, and this stack runs no Loki",
        expected: (key) => `${key} beside dev: true and "loki" in devServers, or no ${key}`,
    },
    "with nodeExporter: existing": {
        by: ["nodeExporter"],
        holds: ({ nodeExporter }) => nodeExporter === OptionalInstallation.Existing,
        found: 'is given, and nodeExporter is not "existing"',
        expected: (key) => `${key} beside nodeExporter: existing, or no ${key}`,
    },
    "with nodeExporter: install": {
        by: ["nodeExporter"],
        holds: ({ nodeExporter }) => nodeExporter === OptionalInstallation.Install,
        found: 'is given, and nodeExporter is not "install"',
        expected: (key) => `${key} beside nodeExporter: install, or no ${key}`,
    },
    "with externalSecrets: install or auto": {
        by: ["externalSecrets"],
        holds: ({ externalSecrets }) => externalSecrets !== Installation.Existing,
        found: 'is given, and externalSecrets is "existing"',
        expected: (key) => `${key} beside externalSecrets: install, or no ${key}`,
    },
    "with kubeStateMetrics: existing": {
        by: ["kubeStateMetrics"],
        holds: ({ kubeStateMetrics }) => kubeStateMetrics === OptionalInstallation.Existing,
        found: 'is given, and kubeStateMetrics is not "existing"',
        expected: (key) => `${key} beside kubeStateMetrics: existing, or no ${key}`,
    },
    "with imageRegistryLogin": {
        by: ["imageRegistryLogin"],
        holds: ({ imageRegistryLogin }) => imageRegistryLogin !== undefined,
        found: "is given, and there is no imageRegistryLogin",
        expected: (key) => `${key} beside imageRegistryLogin, or no ${key}`,
    },
    "without externalSecretStore": {
        by: ["externalSecretStore"],
        holds: ({ externalSecretStore }) => externalSecretStore === undefined,
        found: othersStore,
        expected: (key) => `${key} without externalSecretStore, or externalSecretStore without ${key}`,
    },
    "with esoLogin: userPass": withLogin(LoginMethod.UserPass),
    "with esoLogin: appRole": withLogin(LoginMethod.AppRole),
    "with esoLogin: jwt": withLogin(LoginMethod.Jwt),
    "with esoLogin: userPass or appRole": withLogin(LoginMethod.UserPass, LoginMethod.AppRole),
    "with esoLogin: kubernetes or jwt": withLogin(LoginMethod.Kubernetes, LoginMethod.Jwt),
    "with esoLogin: kubernetes, appRole or jwt": withLogin(
        LoginMethod.Kubernetes,
        LoginMethod.AppRole,
        LoginMethod.Jwt,
    ),
    "with esoLogin: kubernetes and esoLoginCreateMount": {
        by: ["dev", "esoLogin", "esoLoginCreateMount"],
        // A dev Vault has nothing but what this stack mounts.
        holds: ({ dev, esoLogin, esoLoginCreateMount }) =>
            esoLogin === LoginMethod.Kubernetes && (dev || esoLoginCreateMount),
        found: "is given, and this stack does not set up Vault's kubernetes login",
        expected: (key) => `${key} beside esoLogin: kubernetes and esoLoginCreateMount: true, or no ${key}`,
    },
};

/** Whether a condition does not hold, for certain. */
function fails(condition: Condition, values: StackValues, problems: Problems): boolean {
    const { by, holds } = rules[condition];
    return !holds(values) && !by.some((key) => problems.has(key));
}

/** Pulumi hands out the project's defaults as it does what a stack's file says. */
function isSet(key: Key, values: StackValues): boolean {
    const type: z.ZodType = schema.shape[key];
    return JSON.stringify(values[key]) !== JSON.stringify(type.safeParse(undefined).data);
}
