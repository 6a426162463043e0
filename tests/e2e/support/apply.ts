import { spawn } from "node:child_process";

import { kubeconfig } from "../../lab/paths";

/** Have the cluster take objects, each as YAML. */
export function apply(objects: string[]): Promise<void> {
    return new Promise((resolve, reject) => {
        const child = spawn("kubectl", ["--kubeconfig", kubeconfig, "apply", "--filename=-"], {
            stdio: ["pipe", "ignore", "inherit"],
        });
        child.once("error", reject);
        child.once("close", (code) => {
            if (code === 0) resolve();
            else reject(new Error(`kubectl apply ended with ${String(code)}`));
        });
        child.stdin.end(objects.join("---\n"));
    });
}
