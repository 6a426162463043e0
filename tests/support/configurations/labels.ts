import * as fc from "fast-check";

/** A label's key or value, as short as they are and as long as they may be. */
export const label = fc.oneof(
    { weight: 9, arbitrary: fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,10}[A-Za-z0-9])?$/) },
    { weight: 1, arbitrary: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{61}[A-Za-z0-9]$/) },
);
