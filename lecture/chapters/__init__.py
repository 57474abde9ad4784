"""The rooms of the chapters, each named like its notebook.

`views.py` holds the pictures of the chapter, `exercises.py` its exercises, `quiz.toml` its quiz.
A view draws on its axes and returns the function that moves it, so the same view serves a live
plot and its stills: `neuron_view(ax)(weight=2, bias=0, corner=0)`. That function returns what it
moves by name; the tests compare each with what the formulas give.
"""
