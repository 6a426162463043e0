import * as https from "node:https";
import { setTimeout as sleep } from "node:timers/promises";

import { KubeConfig } from "@kubernetes/client-node";

import { kubeconfig } from "../../../lab/paths";
import { ClusterObject } from "./rendered";

interface Answer {
    status: number;
    text: string;
}

interface Kind {
    plural: string;
    isNamespaced: boolean;
}

/**
 * Asks the lab's API server whether it would take objects: a server-side apply that is a dry run, in which a field that the
 * server does not know is an error. Nothing is created. The project's client for Kubernetes drops unknown fields, so it is not used.
 */
export class DryRun {
    private readonly cluster = new KubeConfig();
    private readonly kinds = new Map<string, Promise<Map<string, Kind>>>();
    private readonly answers = new Map<string, Promise<Answer>>();
    private login: https.RequestOptions | undefined;

    /** Whatever has a namespace is asked for in this one, which has to be there, and has none of these objects. */
    constructor(private readonly namespace: string) {
        this.cluster.loadFromFile(kubeconfig);
    }

    /** How many different objects the server was asked for. */
    get asked(): number {
        return this.answers.size;
    }

    /** What is wrong with an object, in the server's words; undefined if nothing is. */
    async refusal(object: ClusterObject): Promise<string | undefined> {
        const { apiVersion, kind, metadata } = object;
        const known = (await this.kindsOf(apiVersion)).get(kind);
        const name = `${kind} ${metadata.name}`;
        if (!known) return `${name}: the server has no ${kind} in ${apiVersion}`;
        if (known.isNamespaced && !metadata.namespace) return `${name}: has no namespace`;
        const namespaces = known.isNamespaced ? ["namespaces", this.namespace] : [];
        const path = [
            root(apiVersion),
            ...[...namespaces, known.plural, metadata.name].map(encodeURIComponent),
        ];
        const { namespace, ...others } = metadata;
        const moved = {
            ...object,
            metadata: known.isNamespaced ? { ...others, namespace: this.namespace } : others,
        };
        const query = "dryRun=All&fieldManager=alloy-stack-accepted&force=true&fieldValidation=Strict";
        const { status, text } = await this.once(`${path.join("/")}?${query}`, JSON.stringify(moved));
        return status < 300 ? undefined : `${name}: ${messageOf(text)}`;
    }

    /** Many samples have the same objects. */
    private once(path: string, body: string): Promise<Answer> {
        const key = `${path} ${body}`;
        const answer = this.answers.get(key) ?? this.apply(path, body);
        this.answers.set(key, answer);
        return answer;
    }

    /** An earlier file's operator may be about to start: its webhook is asked again for a minute. */
    private async apply(path: string, body: string): Promise<Answer> {
        for (let attempt = 1; ; attempt++) {
            const answer = await this.send("PATCH", path, body);
            if (attempt === 30 || !answer.text.includes("failed calling webhook")) return answer;
            await sleep(2_000);
        }
    }

    private kindsOf(apiVersion: string): Promise<Map<string, Kind>> {
        const kinds = this.kinds.get(apiVersion) ?? this.listKinds(apiVersion);
        this.kinds.set(apiVersion, kinds);
        return kinds;
    }

    private async listKinds(apiVersion: string): Promise<Map<string, Kind>> {
        const { status, text } = await this.send("GET", root(apiVersion));
        if (status === 404) return new Map();
        if (status !== 200) throw new Error(`${root(apiVersion)}: ${messageOf(text)}`);
        const { resources } = JSON.parse(text) as {
            resources: { name: string; kind: string; namespaced: boolean }[];
        };
        return new Map(
            resources
                .filter(({ name }) => !name.includes("/"))
                .map(({ name, kind, namespaced }) => [kind, { plural: name, isNamespaced: namespaced }]),
        );
    }

    private async send(method: "GET" | "PATCH", path: string, body = ""): Promise<Answer> {
        const { server = "" } = this.cluster.getCurrentCluster() ?? {};
        this.login ??= await this.connect();
        const options = { ...this.login, method };
        return new Promise((resolve, reject) => {
            const request = https.request(new URL(path, server), options, (response) => {
                let text = "";
                response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
                response.on("error", reject).on("end", () => {
                    resolve({ status: response.statusCode ?? 0, text });
                });
            });
            if (body) request.setHeader("content-type", "application/apply-patch+yaml");
            request.on("error", reject).end(body);
        });
    }

    /** By few connections that are kept: the lab has two cores for all of it. */
    private async connect(): Promise<https.RequestOptions> {
        const login: https.RequestOptions = {};
        await this.cluster.applyToHTTPSOptions(login);
        const { ca, cert, key, rejectUnauthorized, headers } = login;
        const agent = new https.Agent({ ca, cert, key, rejectUnauthorized, keepAlive: true, maxSockets: 4 });
        return { agent, headers };
    }
}

function root(apiVersion: string): string {
    return apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

function messageOf(text: string): string {
    try {
        return (JSON.parse(text) as { message: string }).message;
    } catch {
        return text;
    }
}
