import { Failure } from "../failure";
import { execute, oneLine } from "../process";

/** Run a docker command and return what it prints. What it says when it fails is thrown, as one line. */
export async function docker(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await execute("docker", args, {
        advice: "install Docker, or put it on PATH (the lab's: npm run lab -- exec COMMAND)",
    });
    if (code === 0) return stdout;
    const said = oneLine(stderr) || `it ended with ${code}`;
    const advice = said.includes("Cannot connect") ? " Start Docker (the lab's: npm run lab -- up)" : "";
    throw new Failure(`docker ${args.slice(0, 2).join(" ")}: ${said}${advice}`);
}
