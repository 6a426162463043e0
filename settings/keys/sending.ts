import { z } from "zod";

import { key } from "./key";

/** What users add to the agents' configuration, and how the agents send. */
export const sendingKeys = {
    extraModules: key(z.array(z.string().min(1)).default([]), {
        description:
            "Modules of your own: files of Alloy's syntax below the project's folder, in which the names of docs/modules.md may stand. Their components send where all else is sent. What is wrong with one is refused with its file and line.",
        expected: 'a list of files below the project\'s folder, such as "modules/my-app.alloy"',
    }),
};
