import * as assert from "node:assert/strict";

import { isShared } from "./mountInfo";

const mountInfo = `22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw,shared:no
28 27 0:25 / /run rw,nosuid master:3 propagate_from:2 - tmpfs tmpfs rw
29 27 0:26 / /mnt rw shared:7 master:3 - tmpfs tmpfs rw
30 29 0:27 / /mnt rw - tmpfs tmpfs rw
`;

describe("what is mounted", () => {
    it("is shared if the words before the dash say so, for the mount that is seen", () => {
        const points = ["/", "/proc", "/run", "/mnt", "/nothing"];
        assert.deepEqual(
            points.filter((point) => isShared(point, mountInfo)),
            ["/"],
        );
    });
});
