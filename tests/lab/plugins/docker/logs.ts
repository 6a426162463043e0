const frameHeader = 8;

/**
 * The text in a container's log. Docker sends frames: eight bytes, of which the last four are the length of what
 * follows.
 */
export function logText(frames: Buffer): string {
    const parts: Buffer[] = [];
    for (let at = 0; at + frameHeader <= frames.length;) {
        const length = frames.readUInt32BE(at + 4);
        parts.push(frames.subarray(at + frameHeader, at + frameHeader + length));
        at += frameHeader + length;
    }
    return Buffer.concat(parts).toString().trim();
}
