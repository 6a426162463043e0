# Deploys __main__.py of the folder it is run in. Pulumi's own host for Python is in no package registry; a program that is part of the
# process which starts the update needs none:
#     python inline.py up|preview|destroy --stack NAME [--expect-no-changes] [other options of the CLI's, which are of no interest]
import os
import re
import runpy
import sys

from pulumi import automation

operation, *options = sys.argv[1:]
with open("Pulumi.yaml", encoding="utf8") as file:
    project = re.search(r"^name: (\S+)$", file.read(), re.MULTILINE).group(1)

stack = automation.select_stack(
    stack_name=options[options.index("--stack") + 1],
    project_name=project,
    program=lambda: runpy.run_path("__main__.py"),
    opts=automation.LocalWorkspaceOptions(work_dir=os.getcwd()),
)
changes = {"expect_no_changes": True} if "--expect-no-changes" in options else {}
getattr(stack, operation)(on_output=lambda line: print(line, flush=True), **changes)
