"""The settings of the site: one build for each language, see tools/build_site.py."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
language = "ko" if tags.has("ko") else "en"  # type: ignore[name-defined]  # noqa: F821
project = {
    "en": "Neurons, activation functions and loss functions",
    "ko": "뉴런, 활성화 함수, 손실 함수",
}[language]
html_title = project
extensions = ["myst_nb", "sphinx.ext.githubpages", "sphinx_copybutton", "lecture_site"]

nb_execution_mode = "off"
myst_enable_extensions = ["amsmath", "dollarmath"]
myst_dmath_double_inline = True

# Both languages share the MathJax of the English pages. Without a menu no formula is a tab stop.
mathjax_path = {"en": "mathjax/startup.js", "ko": "../../_static/mathjax/startup.js"}[language]
mathjax3_config = {
    "loader": {"load": ["core", "input/tex", "output/chtml", "a11y/assistive-mml"]},
}

html_theme = "sphinx_book_theme"
html_theme_options = {
    "article_header_end": ["language_switch.html", "article-header-buttons.html"],
    "footer_content_items": [],
    "home_page_in_toc": True,
    "navbar_persistent": [],
    "navigation_with_keys": False,
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
    "use_download_button": False,
    "use_fullscreen_button": False,
}
html_context = {"default_mode": "auto"}
html_favicon = "_static/icon.svg"
html_static_path = ["_static"]
html_css_files = ["lecture.css"]
html_js_files = ["live.js"]
templates_path = ["_templates"]
html_copy_source = False
html_domain_indices = html_use_index = False
