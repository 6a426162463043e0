import { Resource } from "../plugin";
import { Api } from "./api";
import { checkObject } from "./checkObject";
import { createObject } from "./createObject";
import { deleteObject } from "./deleteObject";
import { diffObject } from "./diffObject";
import { ObjectKind } from "./objectKind";
import { readObject } from "./readObject";
import { Settings } from "./settings";
import { updateObject } from "./updateObject";

/** Objects of one kind, or patches of them. */
export function objectResource(kind: ObjectKind, api: Api, settings: Settings): Resource {
    return {
        check: (request) => checkObject(kind, request),
        diff: (request) => diffObject(kind, settings, request),
        create: (request, context) => createObject(kind, api, request, context),
        read: (request, context) => readObject(kind, api, settings, request, context),
        update: (request, context) => updateObject(kind, api, request, context),
        delete: (request, context) => deleteObject(kind, api, settings, request, context),
    };
}
