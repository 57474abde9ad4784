"""`python -m bench.sliders`: how fast a picture follows its slider in JupyterLab and Chromium.

The same two views are moved three ways, taking turns: the usual `interact` that redraws with
pyplot, `LivePlot`, and a line of text in place of a picture, the floor of a trip through the
kernel. A picture counts when the browser paints it. Then chapters are run, beside a notebook that
only imports the libraries they use, and the live plots of the built pages are moved.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from math import pi, sin
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
import psutil
from playwright.sync_api import BrowserContext, sync_playwright

from bench.tables import quantile
from tests.lab import (
    ROOT,
    Lab,
    close_notebook,
    jupyter_lab,
    launch_chromium,
    open_notebook,
    run_all,
)

SITE = ROOT / "build" / "site"
CHAPTERS = sorted((ROOT / "notebooks").glob("*.ipynb"))

VIEWS = """
import asyncio

import matplotlib.pyplot as plt
import numpy as np
from ipywidgets import HTML, FloatSlider, VBox, interact

from helpers import leaky_relu, leaky_relu_grad
from lecture import COLORS, LivePlot, subplots
from lecture.chapters.output_layers.views import softmax_view


def leaky_view(ax):
    x = np.linspace(-10, 10, 400)
    (curve,) = ax.plot(x, x, color=COLORS["leaky_relu"], label="Leaky ReLU")
    (slope,) = ax.plot(x, x, "--", color=COLORS["leaky_relu"], label="slope")
    title = ax.set_title("α")
    ax.set(xlabel="x", ylim=(-10, 10))
    ax.legend()

    def update(alpha):
        curve.set_ydata(leaky_relu(x, alpha))
        slope.set_ydata(leaky_relu_grad(x, alpha))
        title.set_text(f"α = {alpha:.2f}")
        return {"curve": curve, "slope": slope, "title": title}

    return update
"""
PLOTS = {
    "curve": "leaky_view, dict(alpha=FloatSlider(0.5, min=0, max=1, step=0.002))",
    "bars": "softmax_view, dict(logit_0=FloatSlider(2, min=-5, max=10, step=0.03), "
    "logit_1=FloatSlider(4), logit_2=FloatSlider(5), logit_3=FloatSlider(3), "
    "temperature=FloatSlider(1, min=0.1, max=3))",
}
DESIGNS = {
    "interact": """
def draw(**values):
    _, ax = plt.subplots()
    view(ax)(**values)
    plt.show()


_ = interact(draw, **sliders)
""",
    "LivePlot": """
figure, ax = subplots()
LivePlot(figure, view(ax), alt=" ".join("{%s}" % name for name in sliders), **sliders)
""",
    "floor": """
text = HTML("text")
for slider in sliders.values():
    slider.observe(
        lambda change: asyncio.get_running_loop().call_soon(
            text.set_trait, "value", str(change["new"])
        ),
        "value",
    )
VBox([*sliders.values(), text])
""",
}
LIBRARIES = (
    "import ipywidgets, matplotlib.backends.backend_svg, matplotlib.figure, numpy, scipy.special"
)
PROBE = """
(() => {
    const Socket = window.WebSocket;
    window.bytes = 0;
    window.WebSocket = class extends Socket {
        constructor(...parts) {
            super(...parts);
            const size = (data) => data.byteLength ?? data.length ?? 0;
            this.addEventListener("message", (event) => { window.bytes += size(event.data); });
        }
    };
    window.inputs = [];
    window.pictures = [];
    window.heights = [];
    for (const kind of ["keydown", "pointermove", "pointerup"])
        document.addEventListener(kind, (event) => inputs.push(event.timeStamp), true);
    let shown = "", height = 0, waiting = false;
    const look = () => {
        waiting = false;
        const cell = document.querySelector(".jp-CodeCell .jp-Cell-outputWrapper");
        const html = [...(cell?.querySelectorAll(".widget-html-content") ?? [])].at(-1);
        const image = cell?.querySelector("img");
        const pending = image && !(image.complete && image.naturalWidth);
        const now = pending ? shown : image?.src ?? html?.innerHTML;
        if (now && now !== shown) pictures.push(performance.now());
        shown = now;
        if (cell && cell.offsetHeight !== height) heights.push(height = cell.offsetHeight);
    };
    const lookSoon = () => { if (!waiting) waiting = requestAnimationFrame(look); };
    new MutationObserver(lookSoon).observe(document, {
        attributes: true, characterData: true, childList: true, subtree: true,
    });
    document.addEventListener("load", lookSoon, true);
})();
"""
PAGE_PROBE = """
(() => {
    window.delays = [];
    let pressed;
    addEventListener("keydown", (event) => { pressed = event.timeStamp; }, true);
    new MutationObserver((changes) => {
        const start = pressed;
        if (!start || !changes.some(({ target }) => target.closest?.(".lecture-live svg"))) return;
        pressed = undefined;
        requestAnimationFrame(() => setTimeout(() => delays.push(performance.now() - start)));
    }).observe(document, { attributes: true, childList: true, subtree: true });
})();
"""
FIRST_PICTURE = """
addEventListener("pointerup", () => { window.clicked = performance.now(); }, true);
(function look() {
    const picture = document.querySelector(
        '[data-mime-type="image/png"] img, .widget-html-content svg'
    );
    if (!picture) window.first = undefined;
    else if (picture.complete ?? true) window.first ??= performance.now();
    requestAnimationFrame(look);
})();
"""


class Subject:
    """One way of moving one plot: an open notebook, its kernel, and what was measured on it."""

    def __init__(self, context: BrowserContext, lab: Lab, name: str) -> None:
        known = set(kernels(lab))
        self.page = context.new_page()
        self.page.add_init_script(PROBE)
        open_notebook(self.page, lab, name)
        run_all(self.page)
        (self.kernel,) = set(kernels(lab)) - known
        self.handle = self.page.get_by_role("slider").first
        self.delays: list[float] = []
        self.cpu: list[float] = []
        self.bytes: list[float] = []
        self.rates: list[float] = []
        self.rests: list[float] = []
        self.jumps = 0

    def count(self) -> int:
        return self.page.evaluate("pictures.length")

    def press(self, key: str) -> float:
        """The milliseconds from a key to the next picture."""
        before = self.count()
        self.page.keyboard.press(key)
        self.page.wait_for_function("n => pictures.length > n", arg=before)
        return self.page.evaluate("n => pictures[n] - inputs.at(-1)", before)

    def presses(self, number: int) -> None:
        """Press an arrow again and again, each time after a rest."""
        self.page.bring_to_front()
        self.handle.focus()
        self.press("ArrowRight")
        self.page.wait_for_timeout(500)
        size, cpu = self.page.evaluate("bytes"), seconds(self.kernel)
        for _ in range(number):
            self.delays.append(self.press("ArrowRight"))
            self.page.wait_for_timeout(100)
        self.bytes.append((self.page.evaluate("bytes") - size) / number / 1000)
        self.cpu.append(1000 * (seconds(self.kernel) - cpu) / number)

    def drag(self, duration: float = 5) -> None:
        """Drag the handle to and fro, and let go."""
        self.page.bring_to_front()
        self.handle.hover()
        track = self.page.locator(".noUi-base").first.bounding_box()
        assert track
        self.page.evaluate("heights.length = 1")
        before, start = self.count(), time.perf_counter()
        self.page.mouse.down()
        while (passed := time.perf_counter() - start) < duration:
            part = 0.5 - 0.45 * sin(pi * passed)
            self.page.mouse.move(track["x"] + part * track["width"], track["y"])
        self.page.mouse.up()
        self.page.wait_for_timeout(1500)
        self.rates.append((self.count() - before) / duration)
        self.rests.append(self.page.evaluate("Math.max(0, pictures.at(-1) - inputs.at(-1))"))
        self.jumps += self.page.evaluate("heights.length - 1")

    def memory(self) -> tuple[float, float, int]:
        """Megabytes of the kernel and of the page's JavaScript, and the nodes of the page."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("Performance.enable")
        session.send("HeapProfiler.collectGarbage")
        metrics = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
        session.detach()
        return megabytes(self.kernel), metrics["JSHeapUsedSize"] / 1e6, int(metrics["Nodes"])


def kernels(lab: Lab) -> list[psutil.Process]:
    """The kernels that a JupyterLab runs."""
    children = psutil.Process(lab.pid).children(recursive=True)
    return [child for child in children if "ipykernel_launcher" in " ".join(child.cmdline())]


def seconds(kernel: psutil.Process) -> float:
    times = kernel.cpu_times()
    return times.user + times.system


def megabytes(kernel: psutil.Process) -> float:
    return kernel.memory_info().rss / 1e6


def write(path: Path, *sources: str) -> Path:
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata), path)
    return path


def race(context: BrowserContext, folder: Path, rounds: int = 3, number: int = 20) -> None:
    """Move both plots all three ways in turn, and print what was measured."""
    sources = {
        (plot, design): f"{VIEWS}\n\nview, sliders = {PLOTS[plot]}\n{DESIGNS[design]}"
        for plot in PLOTS
        for design in DESIGNS
    }
    paths = {key: write(folder / f"{'_'.join(key)}.ipynb", text) for key, text in sources.items()}
    with jupyter_lab(folder / "race", [*paths.values()]) as lab:
        subjects = {key: Subject(context, lab, path.name) for key, path in paths.items()}
        for _ in range(rounds):
            for subject in subjects.values():
                subject.presses(number)
            for subject in subjects.values():
                subject.drag()
        table(subjects)
        for plot in PLOTS:
            endurance(plot, subjects[plot, "LivePlot"])


def table(subjects: dict[tuple[str, str], Subject]) -> None:
    print(f"{'':18}   key to picture, ms   pictures   moves on   kernel CPU   received   jumps")
    print(f"{'':18}    median      p95     a second   after, ms   ms/update   kB/update")
    for (plot, design), s in subjects.items():
        print(
            f"{plot:7}{design:11}{statistics.median(s.delays):10.0f}{quantile(s.delays, 0.95):9.0f}"
            f"{statistics.median(s.rates):12.1f}{statistics.median(s.rests):12.0f}"
            f"{statistics.median(s.cpu):12.1f}{statistics.median(s.bytes):12.1f}{s.jumps:8}"
        )
    for plot in PLOTS:
        usual, live = subjects[plot, "interact"], subjects[plot, "LivePlot"]
        floor = statistics.median(subjects[plot, "floor"].delays)
        delay = statistics.median(live.delays)
        rate = statistics.median(live.rates) / statistics.median(usual.rates)
        print(
            f"{plot}: LivePlot / interact: delay {delay / statistics.median(usual.delays):.2f}, "
            f"pictures a second {rate:.1f}; "
            f"largest time after the hand {max(live.rests):.0f} ms; "
            f"{delay - floor:.0f} ms above the floor"
        )


def endurance(plot: str, subject: Subject, number: int = 1000) -> None:
    """Print what is held before, after half of, and after many updates."""
    subject.page.bring_to_front()
    subject.handle.focus()
    states = []
    for count in (100, number // 2, number // 2):  # the first to warm up
        for k in range(count):
            subject.press("ArrowRight" if k // 20 % 2 else "ArrowLeft")
        states.append(subject.memory())
    kernel, heap, nodes = ([f"{value:.1f}" for value in row] for row in zip(*states, strict=True))
    print(f"{plot}: before, after {number // 2} and after {number} updates: kernel MB", *kernel)
    print(f"{plot}: JavaScript MB", *heap, "nodes in the page", *nodes)


def run_once(context: BrowserContext, lab: Lab, name: str) -> tuple[float, float, float]:
    """Seconds from Run All to the first picture and to the end; megabytes of the kernel then."""
    page = context.new_page()
    page.add_init_script(FIRST_PICTURE)
    open_notebook(page, lab, name)
    page.wait_for_timeout(1000)
    run_all(page)
    end = page.evaluate("performance.now() - window.clicked") / 1000
    first = page.evaluate("(window.first ?? performance.now()) - window.clicked") / 1000
    (kernel,) = kernels(lab)
    held = megabytes(kernel)
    close_notebook(page)
    page.close()
    return first, end, held


def chapters(context: BrowserContext, folder: Path, rounds: int = 3) -> None:
    """Run each chapter in turn, beside a notebook that only imports the libraries."""
    paths = [write(folder / "empty.ipynb", LIBRARIES), *CHAPTERS]
    with jupyter_lab(folder / "chapters", paths) as lab:
        runs = [[run_once(context, lab, path.name) for path in paths] for _ in range(rounds)]
    print(f"\n{'seconds, and how many times empty':34}first picture   whole chapter   kernel MB")
    empty = [lap[0] for lap in runs]
    for number, path in enumerate(paths):
        laps = [lap[number] for lap in runs]
        columns = []
        for k, unit in ((0, 1), (1, 1), (2, 2)):  # the first picture, too, against all of empty
            value = statistics.median(lap[k] for lap in laps)
            ratio = statistics.median(lap[k] / e[unit] for lap, e in zip(laps, empty, strict=True))
            columns.append(f"{value:9.1f} ({ratio:3.1f})")
        print(f"{path.stem:34}", *columns)


def pages(context: BrowserContext, number: int = 20) -> None:
    """Move the live plots of the built pages, which have no kernel."""
    context.route(
        "http://lecture/**",
        lambda route: route.fulfill(path=SITE / urlsplit(route.request.url).path[1:]),
    )
    print(f"\n{'key to picture on a page, ms':34}   median      p95")
    every = []
    for chapter in CHAPTERS:
        page = context.new_page()
        page.add_init_script(PAGE_PROBE)
        page.goto(f"http://lecture/{chapter.stem}.html")
        page.evaluate("document.querySelectorAll('details').forEach((fold) => fold.open = true)")
        for place in page.locator(".lecture-live").all():
            place.scroll_into_view_if_needed()
            place.locator("svg[role=img]").wait_for()
            place.locator("input[type=range]").last.focus()
            page.keyboard.press("Home")
            page.wait_for_timeout(200)
            page.evaluate("delays.length = 0")
            for k in range(number):
                page.keyboard.press("ArrowLeft" if k // 2 % 2 else "ArrowRight")
                page.wait_for_function("n => delays.length > n", arg=k)
            delays = page.evaluate("delays")
            every += delays
            name = f"{chapter.stem[:2]} {place.get_attribute('data-name')}"
            print(f"{name:34}{statistics.median(delays):9.0f}{quantile(delays, 0.95):9.0f}")
        page.close()
    print(f"{'all':34}{statistics.median(every):9.0f}{quantile(every, 0.95):9.0f}")


if __name__ == "__main__":
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as home:
        chromium = launch_chromium(playwright)
        context = chromium.new_context(viewport={"width": 1200, "height": 900})
        race(context, Path(home))
        chapters(context, Path(home))
        pages(context)
        chromium.close()
