import { z } from "zod";

import { labelNameRule } from "../../components/validate/labels";
import { key } from "./key";

/** What is collected, and how it is labelled, beyond what every stack collects. */
export const collectedKeys = {
    labels: key(z.record(z.string(), z.string()).default({}), {
        description:
            'Labels of everything that is sent, metrics and logs alike, beside "cluster". What has a label of that name already keeps its own. A change begins new series and streams.',
        expected: `names with their values; a name is ${labelNameRule}`,
        example: { environment: "production" },
    }),
};
