"""What each live plot must show, one module for each subject of `helpers.views`.

`SHOWS` maps the name of a live plot in its chapter to a function of its controls' values, which
gives for the label of each moving artist the data that it must hold, computed by the helpers.
"""
