import { AlloyStackArgs } from "../args";
import { assumedInputs } from "../agent/assumedInputs";
import { extraModuleView, moduleName, ownModules } from "../agent/config";
import {
    ExtraModuleArgs,
    ExtraModuleView,
    lineAt,
    renderModule,
    templateProblems,
} from "../agent/extraModule";
import { parseAlloy, Parsed } from "../agent/syntax/parse";
import { SyntaxProblem } from "../agent/syntax/tokens";
import { Remote } from "../remotes";
import { idOf, plainSecrets, unknownReferences } from "./moduleContents";
import { Found, Problem } from "./problem";

/** What is wrong with the users' own modules, in themselves and beside those in `alloy/`. */
export function extraModuleProblems(args: AlloyStackArgs, remotes: Remote[]): Problem[] {
    const { extraModules = [] } = args;
    if (extraModules.length === 0) return [];
    // What other resources will say decides no component's name.
    const known = remotes.map(({ kind, name }) => ({ kind, name, url: "https://assumed" }));
    const inputs = assumedInputs(args, known);
    const view = extraModuleView(inputs);
    const ours = ownModules(inputs);
    const modules = new Map(ours.map(({ name, file }) => [name, file]));
    const named = new Map<string, string>();
    for (const { name, text } of ours)
        for (const block of parseAlloy(text).blocks) named.set(idOf(block), `the module ${name}`);

    const read = extraModules.map((module, index) => ({
        module,
        index,
        problems: nameProblems(module, modules),
        ...readModule(module, view),
    }));
    // Each may name what stands in another: all are known before the first is judged.
    for (const one of read)
        for (const block of one.parsed?.blocks ?? []) {
            const other = named.get(idOf(block));
            const line = one.lineOf(block.offset);
            if (other === undefined) named.set(idOf(block), `line ${line} of ${one.module.name}`);
            else
                one.problems.push({
                    found: `${one.module.name}:${line}: is a second ${idOf(block)}, beside that of ${other}`,
                    expected: "a label of its own",
                });
        }
    return read.flatMap(({ index, module, problems, wrong, parsed, lineOf }) =>
        [
            ...problems,
            ...wrong,
            ...(parsed ? [...unknownReferences(parsed, named), ...plainSecrets(parsed)] : []).map(
                ({ offset, found, expected }) => ({
                    found: `${module.name}:${lineOf(offset)}: ${found}`,
                    expected,
                }),
            ),
        ].map((problem) => ({ path: `extraModules[${index}]`, ...problem })),
    );
}

/** A module's own name, under which others know it. */
function nameProblems({ name }: ExtraModuleArgs, modules: Map<string, string>): Found[] {
    if (!/^[A-Za-z0-9._/-]+\.alloy$/.test(name))
        return [
            {
                found: "has no name of a file of Alloy's",
                expected: 'letters, digits, "-", "_" and ".", with ".alloy" at the end',
            },
        ];
    const other = modules.get(moduleName(name));
    modules.set(moduleName(name), name);
    return other === undefined
        ? []
        : [
              {
                  found: `${name}: is a second module "${moduleName(name)}", beside ${other}`,
                  expected: "another name for the file",
              },
          ];
}

interface ReadModule {
    wrong: Found[];
    /** Where an offset in the filled-in text is in the module's own. */
    lineOf: (offset: number) => number;
    parsed?: Parsed;
}

function readModule(module: ExtraModuleArgs, view: ExtraModuleView): ReadModule {
    const problem = (line: number, found: string, expected?: string): Found => ({
        found: `${module.name}:${line}: ${found}`,
        ...(expected && { expected }),
    });
    const templates = templateProblems(module, view);
    if (templates.length > 0)
        return {
            wrong: templates.map(({ line, found, expected }) => problem(line, found, expected)),
            lineOf: (offset) => lineAt(module.text, offset),
        };
    const rendered = renderModule(module, view);
    const lineOf = (offset: number) => rendered.lineOf(lineAt(rendered.text, offset));
    try {
        return { wrong: [], lineOf, parsed: parseAlloy(rendered.text) };
    } catch (error) {
        if (!(error instanceof SyntaxProblem)) throw error;
        return { wrong: [problem(lineOf(error.offset), error.message)], lineOf };
    }
}
