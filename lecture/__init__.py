"""What makes a notebook talk: figures, live plots, quizzes and exercises.

The package reads like its folders: `figures`, `live`, `quiz` and `exercise` serve every chapter,
`chapters` holds a room for each, and `check` knows them all.
"""

import helpers

if not hasattr(helpers, "ACTIVATIONS"):
    raise ImportError(
        f"`helpers` is another package here ({helpers.__file__}), not the lecture's: rename a file "
        "helpers.py of your own, or run `pip uninstall helpers` and install the lecture again."
    )

from lecture.check import check as check
from lecture.figures import BLUE as BLUE
from lecture.figures import COLORS as COLORS
from lecture.figures import GREY as GREY
from lecture.figures import ORANGE as ORANGE
from lecture.figures import label_curve as label_curve
from lecture.figures import plot_curve as plot_curve
from lecture.figures import show as show
from lecture.figures import subplots as subplots
from lecture.language import set_language as set_language
from lecture.live import LivePlot as LivePlot
from lecture.quiz import quiz as quiz
