import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import { DiffKind, DiffResponse, Properties, Subject } from "./plugin";

/** Engines before 3.168 gave the URN alone; the type stands in it. */
export function subjectOf(request: { getUrn(): string; getName(): string; getType(): string }): Subject {
    const urn = request.getUrn();
    const [, , qualified = "", name = ""] = urn.split("::");
    return {
        urn,
        name: request.getName() || name,
        type: request.getType() || (qualified.split("$").at(-1) ?? ""),
    };
}

export function timing(request: { getTimeout(): number }): { timeout?: number } {
    return request.getTimeout() > 0 ? { timeout: request.getTimeout() } : {};
}

export function properties(struct: Struct | undefined): Properties {
    return struct?.toJavaScript() ?? {};
}

export function struct(value: Properties): Struct {
    return Struct.fromJavaScript(value as Parameters<typeof Struct.fromJavaScript>[0]);
}

export function diffResponse(
    diff: Omit<DiffResponse, "changes"> & { changes: DiffResponse["changes"] | "DIFF_UNKNOWN" },
): messages.DiffResponse {
    const response = new messages.DiffResponse()
        .setChanges(messages.DiffResponse.DiffChanges[diff.changes])
        .setReplacesList(diff.replaces ?? [])
        .setStablesList(diff.stables ?? [])
        .setDiffsList(diff.diffs ?? [])
        .setHasdetaileddiff(diff.hasDetailedDiff ?? false)
        .setDeletebeforereplace(diff.deleteBeforeReplace ?? false);
    for (const [path, { kind = "ADD", inputDiff = false }] of Object.entries(diff.detailedDiff ?? {})) {
        const kinds: Record<DiffKind, messages.PropertyDiff.Kind> = messages.PropertyDiff.Kind;
        response
            .getDetaileddiffMap()
            .set(path, new messages.PropertyDiff().setKind(kinds[kind]).setInputdiff(inputDiff));
    }
    return response;
}
