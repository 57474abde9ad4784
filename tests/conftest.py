"""Bare `pytest` leaves the browser alone: `make test-browser` names its folder."""

collect_ignore = ["browser"]
