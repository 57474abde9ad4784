"""Views: the pictures of the live plots, one module for each subject.

A view draws on its axes and returns the function that moves it, so the same view serves a live
plot and its stills: `neuron_view(ax)(weight=2, bias=0, corner=0)`. What a view may move bears a
label, by which the tests find it and compare it with what the formulas give.
"""

from collections.abc import Callable

from matplotlib.artist import Artist

Update = Callable[..., list[Artist]]
