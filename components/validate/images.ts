import { AlloyStackArgs } from "../args";
import { imageParts } from "../images";
import { isLabelValue } from "./kubernetes";
import { Problem, shown } from "./problem";

/** What is wrong with images. Alloy's chart makes a label of the tag, cut to a label's length. */
export function imageProblems({ images = {} }: AlloyStackArgs): Problem[] {
    if (images.alloy === undefined) return [];
    const { tag, digest } = imageParts(images.alloy);
    if (digest !== undefined || isLabelValue(tag.slice(0, 63))) return [];
    const expected =
        "a tag whose first 63 characters can be a label: the first and the last a letter or digit";
    return [{ path: "images.alloy", found: `has the tag ${shown(tag)}`, expected }];
}
