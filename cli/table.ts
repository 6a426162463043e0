import type { TableConstructorOptions } from "cli-table3";

/** Columns beside each other, without lines between them. */
export const plainTable: TableConstructorOptions = {
    chars: Object.fromEntries(
        [
            ...["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left"],
            ...["bottom-right", "left", "left-mid", "mid", "mid-mid", "right", "right-mid", "middle"],
        ].map((part) => [part, ""]),
    ),
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
};
