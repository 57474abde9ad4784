"""Which tests run in one worker: those of a module, and all that run the same chapter."""

import pytest

BY_CHAPTER = ("test_live_plots", "test_shown")  # they run what tests/chapters/ runs


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        parameters = getattr(item, "callspec", None)
        group = str(item.path)
        if item.path.parent.name == "chapters":
            group = item.path.stem.removeprefix("test_")
        elif item.path.stem in BY_CHAPTER and parameters:
            group = parameters.params["path"].stem[3:]
        item.add_marker(pytest.mark.xdist_group(group))
