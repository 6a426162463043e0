import { spawn } from "node:child_process";

import { kubeconfig } from "../../lab/paths";

/** Have the cluster take objects, each as YAML. */
export function apply(objects: string[], ...options: string[]): Promise<void> {
    return new Promise((resolve, reject) => {
        const args = ["--kubeconfig", kubeconfig, "apply", "--filename=-", ...options];
        const child = spawn("kubectl", args, { stdio: ["pipe", "ignore", "inherit"] });
        child.once("error", reject);
        child.once("close", (code) => {
            if (code === 0) resolve();
            else reject(new Error(`kubectl apply ended with ${String(code)}`));
        });
        child.stdin.end(objects.join("---\n"));
    });
}
