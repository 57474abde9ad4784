"""axe finds nothing serious on any page of the site, in either theme."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from built import DESKTOP, PAGES, SITE

OPTIONS = {"resultTypes": ["violations"]}
WHERE = {"exclude": ["mjx-container > *"]}  # a formula is read by its name


@pytest.mark.parametrize("name", [path.relative_to(SITE).as_posix() for path in PAGES])
def test_nothing_serious(chromium: Browser, address: str, name: str) -> None:
    context = chromium.new_context(viewport=DESKTOP, reduced_motion="reduce")
    page = context.new_page()
    page.goto(address + name, wait_until="networkidle")
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
    found = []
    for theme in ("light", "dark"):
        page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
        found += [
            f"{theme}: {violation['id']}: {node['html'][:200]}"
            for violation in Axe().run(page, WHERE, OPTIONS).response["violations"]
            if violation["impact"] in ("serious", "critical")
            for node in violation["nodes"]
        ]
    context.close()
    assert found == []
