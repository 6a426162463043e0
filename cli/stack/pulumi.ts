import { Failure } from "../failure";
import { execute, oneLine } from "../process";

/** Thrown where there is no Pulumi CLI. */
export class NoPulumi extends Failure {}

/**
 * Run a pulumi command about a project, and return what it prints. Its own words are the error if it fails. `input` is what it
 * reads.
 */
export async function pulumi(args: string[], folder: string, input = ""): Promise<string> {
    const { code, stdout, stderr } = await execute("pulumi", [...args, "--non-interactive"], {
        cwd: folder,
        input,
        advice: "install Pulumi, or put it on PATH",
        env: { PULUMI_SKIP_UPDATE_CHECK: "true" },
    }).catch((error: unknown) => {
        if (error instanceof Failure) throw new NoPulumi(error.message);
        throw error;
    });
    if (code === 0) return stdout;
    throw new Failure(pulumiWords(stderr || stdout));
}

/** What Pulumi says, without its own "error: ". */
export function pulumiWords(text: string): string {
    const errors = text.split("\n").filter((line) => !line.startsWith("warning:"));
    return oneLine(errors.join("\n")).replace(/^error: /, "pulumi: ");
}
