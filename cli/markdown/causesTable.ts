import { causes } from "../../components/secrets/causes";
import { betweenMarkers, table } from "./betweenMarkers";

/** The text of docs/troubleshooting.md with every cause of a secret that is not ready that is recognised. */
export function withCauses(document: string): string {
    const rows = causes.map(({ likely, do: advice }) => [likely, advice].map(escaped));
    return betweenMarkers(
        document,
        "docs/troubleshooting.md",
        "causes",
        table(["Likely cause", "What to do"], rows),
    );
}

function escaped(cell: string): string {
    return cell.replaceAll("|", "\\|");
}
