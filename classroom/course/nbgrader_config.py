"""How nbgrader runs this course. Use nbgrader in this folder, in the environment of README.md."""

import sys
from pathlib import Path

from nbconvert.preprocessors import ClearMetadataPreprocessor, CSSHTMLHeaderPreprocessor
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearHiddenTests,
    ClearOutput,
    GetGrades,
    IgnorePattern,
    LimitOutput,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "teacher"))

from judge import Judge, Roles, Run, prepare  # noqa: E402

c = get_config()  # noqa: F821
c.CourseDirectory.course_id = "neurons"
c.CourseDirectory.root = str(HERE)
c.ClearSolutions.code_stub = {"python": ""}  # the task's own dots stand above the solution
c.ClearSolutions.text_stub = "..."

c.Run.timeout = 30  # seconds for one cell
c.Run.raise_on_iopub_timeout = False  # or a loop that cannot be stopped leaves no grade
c.Run.kernel_name = "student"
c.KernelManager.transport = "ipc"
c.KernelManager.connection_file = str(prepare() / "kernel.json")
c.LimitOutput.max_lines = 200
c.Autograde.sanitize_preprocessors = [
    Roles,
    ClearOutput,
    OverwriteKernelspec,
    OverwriteCells,
    CheckCellMetadata,
]
c.Autograde.autograde_preprocessors = [
    Run,
    Judge,
    IgnorePattern,
    ClearMetadataPreprocessor,
    LimitOutput,
    SaveAutoGrades,
    AssignLatePenalties,
    CheckCellMetadata,
]
c.GenerateFeedback.preprocessors = [ClearHiddenTests, GetGrades, CSSHTMLHeaderPreprocessor]
