from helpers import c2f

CLAIMS = [
    ("water freezes at {:.0f} of them", c2f(0)),
    ("Ten degrees Celsius to the right, the line has always risen by eighteen", ()),
    ("{:.0f} against {:.0f} at $x = 2$", (24 * 2 + 4, 4 * 2 + 4)),
    ("$-32 / 1.8 \\approx {:.1f}$ °C", (0 - 32) / 1.8),
]
assert round(c2f(20) - c2f(10)) == 18
