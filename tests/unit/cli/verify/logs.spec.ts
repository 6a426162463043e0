import * as assert from "node:assert/strict";

import { logServerAt } from "../../../../cli/verify/logs";
import { FakeBackend } from "../../../support/verify/fakeBackend";

describe("the server of logs at an address", () => {
    const backend = new FakeBackend();
    before(() => backend.start());
    after(() => {
        backend.stop();
    });

    for (const server of ["loki", "victorialogs"] as const) {
        it(`finds out that a ${server} answers, and waits for one that starts`, async () => {
            backend.server = server;
            assert.equal(await logServerAt(backend.login(), 0), server);
            const starting = new FakeBackend();
            starting.server = server;
            await starting.start();
            const login = starting.login();
            starting.stop();
            setTimeout(() => void starting.start(login), 500);
            assert.equal(await logServerAt(login, 5), server);
            starting.stop();
        });
    }

    it("takes what does not answer for a Loki, of which the queries say that it does not", async () => {
        const gone = new FakeBackend();
        await gone.start();
        const login = gone.login();
        gone.stop();
        assert.equal(await logServerAt(login, 0), "loki");
        assert.equal(await logServerAt(backend.login("wrong"), 0), "loki");
    });
});
