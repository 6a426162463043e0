import { AlloyStackArgs } from "../args";
import { addedLabelsProblem } from "./labels";
import { Found, Problem } from "./problem";

/** What is wrong with what is to be collected, and with how it is labelled. */
export function collectedProblems({ labels = {} }: AlloyStackArgs): Problem[] {
    return [...at("labels", addedLabelsProblem(labels))];
}

function at(path: string, problem: Found | undefined): Problem[] {
    return problem ? [{ path, ...problem }] : [];
}
