/** Whether containers can be shown what is mounted below a mount point later, going by /proc/self/mountinfo. */
export function isShared(point: string, mountInfo: string): boolean {
    // Of several mounts on one point the last is the one that is seen.
    const fields = mountInfo
        .split("\n")
        .map((line) => line.split(" "))
        .findLast((words) => words[4] === point);
    // After six fields come words on sharing, as many as there are, and a dash.
    return fields?.slice(6, fields.indexOf("-")).some((word) => word.startsWith("shared:")) ?? false;
}
