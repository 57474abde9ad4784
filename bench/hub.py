"""`python -m bench.hub 1 5 10 20`: classes of simulated students on the hub of `make hub`.

A student does what a browser does: logs in, waits for the server, opens JupyterLab, runs a chapter
over a websocket, saves it, and drags a slider. A move of the hand waits in the browser until the
kernel has read the move before; of those that wait, the browser sends the newest. The delay of a
move that was sent is the time from the hand to the first picture that shows it.

`python -m bench.hub levers` undoes one setting of the hub after the other, or tries one more.
"""

from __future__ import annotations

import asyncio
import json
import math
import os
import random
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import aiohttp
import nbformat
import psutil
from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)
from yarl import URL

from bench.tables import quantile, table
from tests.lab import free_port

ROOT = Path(__file__).parents[1]
CONFIG = ROOT / "deploy" / "trial" / "jupyterhub_config.py"
CHAPTER, SLIDER = "03_output_layers.ipynb", "temperature"
PROTOCOL = "v1.kernel.websocket.jupyter.org"
DRAG, READ, LAPS = 2, 8, 3  # a lecture: seconds of dragging and of reading, and how often
TOGETHER = 6  # seconds in which all drag
GAP = 0.03, 0.05  # seconds from a move of the hand to the next
PATIENCE = 10  # seconds until a picture is lost
KERNELS = 5  # that a student may have open
STAGES = ("JupyterLab", "kernel", "chapter")
ROLES = {  # a word in the command of each
    "kernel": "ipykernel_launcher",
    "server": "singleuser",
    "proxy": "configurable-http-proxy",
    "hub": "-m jupyterhub --config",
}
PAGE = (  # what JupyterLab asks its server when it is opened
    "lab",
    "lab/api/settings",
    "lab/api/translations/default",
    "lab/api/workspaces/default",
    "api/me",
    "api/kernelspecs",
    "api/kernels",
    "api/sessions",
    "api/contents/?content=1",
)
WANTED = """\
Wanted of 20 students on two cores: p50 below 30 and p95 below 100 ms at a lecture's pace, p95 below
250 ms when all drag at once, no picture lost, 100 of 100 kernels, at most 185 MB a student."""
SIZES = (10, 20, 30, 50, 100, 300, 1000)
NODE = 100  # students on one machine
FULL = 0.5  # of its processors and of the proxy's are busy, or delays grow
RESERVE, SYSTEM = 1.5, 2  # times the memory measured; GB for the system, the hub and the proxy
MODEL = """\
Measured with {size} students: {each:.3f} cores a student at a lecture's pace, {held:.0f} MB, and
{start:.1f} s of a processor from the log in to the end of the chapter. The table assumes:

- All of it grows in step with the class.
- At most {full:.0%} of the cores are busy. That many students keep the one process of the proxy
  as busy: {proxy:.0f}.
- A student needs {reserve:g} times the memory: larger chapters, a second notebook.
- The system and the hub take {system} GB.
- One machine serves {node} students.

The last column is how long all wait who come at once.

{table}"""
WITHOUT = (
    '--ServerApp.jpserver_extensions={"jupyter_lsp": False, "jupyter_server_terminals": False}'
)
LEVERS = {
    "nothing": "",
    "messages wait for one another": "c.Spawner.environment.pop('JUPYTER_CONFIG_PATH')",
    "kernels by TCP": "c.Spawner.args.remove('--KernelManager.transport=ipc')",
    "moves are sent back": "c.Spawner.environment.pop('JUPYTER_WIDGETS_ECHO')",
    "servers load the hub's database": "c.Spawner.cmd[2:] = ['-m', 'jupyterhub.singleuser']",
    "OpenBLAS takes threads": "c.Spawner.environment.pop('OPENBLAS_NUM_THREADS')",
    "MALLOC_ARENA_MAX=1": "c.Spawner.environment['MALLOC_ARENA_MAX'] = '1'",
    "no terminals, no language servers": f"c.Spawner.args.append({WITHOUT!r})",
}
FEW = 4  # students, for each of them


class Hub(NamedTuple):
    """A running JupyterHub."""

    url: str
    password: str
    log: Path
    pid: int


class Kernel:
    """A kernel as the page of a notebook sees it."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.widgets: dict[str, dict[str, Any]] = {}  # their states, by their comms
        self.errors: list[str] = []
        self.idle = asyncio.Event()
        self.idle.set()
        self.request = ""
        self.picture: str | None = None
        self.hand: tuple[float, float] | None = None  # the newest move: when, and the value
        self.sent: list[float] = []  # when the hand made the moves that are on their way,
        self.read: list[float] = []  # and those that were read, but are not in a picture yet
        self.delays: list[float] = []
        self.listener = asyncio.create_task(self.listen())

    async def listen(self) -> None:
        """Read what the kernel says until its socket is closed."""
        async for frame in self.socket:
            _, (header, parent, _, content, *_) = deserialize_msg_from_ws_v1(frame.data)
            kind = json.loads(header)["msg_type"]
            if kind == "comm_open":
                said = json.loads(content)
                self.widgets[said["comm_id"]] = said["data"].get("state", {})
            elif kind == "comm_msg":
                said = json.loads(content)
                self.widgets.setdefault(said["comm_id"], {}).update(said["data"].get("state", {}))
                if said["comm_id"] == self.picture:
                    now = time.perf_counter()
                    if json.loads(parent).get("msg_id") == self.request:  # drawn on reading it
                        self.read += self.sent
                        self.sent.clear()
                    self.delays += [now - moved for moved in self.read]
                    self.read.clear()
            elif kind == "error":
                said = json.loads(content)
                self.errors.append(f"{said['ename']}: {said['evalue']}")
            elif b'"idle"' in content and json.loads(parent).get("msg_id") == self.request:
                await self.go_on()
        self.errors.append("the connection was closed")

    async def go_on(self) -> None:
        """Send what has waited for the end of a request."""
        self.read += self.sent
        self.sent.clear()
        self.idle.set()
        if self.hand:
            await self.send_move()

    async def send(self, kind: str, content: dict[str, Any]) -> None:
        self.idle.clear()
        self.request = uuid.uuid4().hex
        header = {"msg_id": self.request, "msg_type": kind, "username": "", "session": "bench"}
        header |= {"version": "5.3", "date": ""}
        parts = [json.dumps(part).encode() for part in (header, {}, {}, content)]
        await self.socket.send_bytes(serialize_msg_to_ws_v1(parts, "shell"))

    async def execute(self, code: str) -> None:
        """Run a cell, and wait for its end."""
        options = {"silent": False, "store_history": True, "stop_on_error": True}
        await self.send("execute_request", {"code": code, "allow_stdin": False, **options})
        async with asyncio.timeout(300):
            await self.idle.wait()

    async def send_move(self) -> None:
        assert self.hand
        moved, value = self.hand
        self.hand = None
        if value == self.value:  # no slider sends what it sent before
            return
        self.value = value
        self.sent.append(moved)
        data = {"method": "update", "state": {"value": value}, "buffer_paths": []}
        await self.send("comm_msg", {"comm_id": self.slider, "data": data})

    def hold(self, description: str) -> None:
        """Take hold of a slider: find it, and the picture that follows it, among the widgets."""
        children = {
            comm: [child.removeprefix("IPY_MODEL_") for child in state.get("children", [])]
            for comm, state in self.widgets.items()
        }
        (self.slider,) = (
            c for c, state in self.widgets.items() if state.get("description") == description
        )
        (plot,) = (comm for comm, inner in children.items() if self.slider in inner)
        _, self.picture = children[children[plot][-1]]
        state = self.widgets[self.slider]
        count = round((state["max"] - state["min"]) / state["step"])
        steps = [state["min"] + k * state["step"] for k in range(count + 1)]
        self.values = [state["base"] ** x if "base" in state else x for x in steps]
        self.value = state["value"]
        self.place = random.randrange(count)

    async def drag(self, seconds: float) -> float:
        """Move the slider to and fro for a while, a step a move; pictures a second."""
        before, start = len(self.delays), time.perf_counter()
        there_and_back = self.values + self.values[-2:0:-1]
        while time.perf_counter() < start + seconds:
            self.place = (self.place + 1) % len(there_and_back)
            self.hand = time.perf_counter(), there_and_back[self.place]
            if self.idle.is_set():
                await self.send_move()
            await asyncio.sleep(random.uniform(*GAP))
        rate = (len(self.delays) - before) / seconds
        for _ in range(PATIENCE * 20):
            if not (self.hand or self.sent or self.read):
                break
            await asyncio.sleep(0.05)
        return rate

    @property
    def lost(self) -> int:
        """Moves that are in no picture."""
        return len(self.sent) + len(self.read)


class Student:
    """A browser that is logged in as a student."""

    def __init__(self, hub: Hub, name: str, browser: aiohttp.ClientSession) -> None:
        self.hub, self.name, self.browser = hub, name, browser
        self.kernels: list[Kernel] = []
        self.seconds: dict[str, float] = {}

    async def come(self) -> None:
        """Log in, wait for the server, and open JupyterLab."""
        await self.ask("GET", "hub/login")
        form = {"username": self.name, "password": self.hub.password, "_xsrf": self.xsrf("/hub/")}
        status, _ = await self.ask("POST", "hub/login", data=form)
        while status == 429:  # the hub starts few servers at once, and its page tries again
            await asyncio.sleep(1)
            status, _ = await self.ask("GET", "hub/spawn")
        ready = False
        while not ready:
            await asyncio.sleep(0.2)
            ready = await self.ready()
        for path in PAGE:
            await self.ask("GET", f"user/{self.name}/{path}")

    async def ready(self) -> bool:
        """Follow the bar of progress to its end."""
        path = f"{self.hub.url}/hub/api/users/{self.name}/server/progress"
        async with self.browser.get(path, params={"_xsrf": self.xsrf("/hub/")}) as answer:
            async for line in answer.content:
                if line.startswith(b"data:"):
                    event = json.loads(line.removeprefix(b"data:"))
                    if event.get("failed"):
                        raise RuntimeError(f"{self.name} got no server: {event['message']}")
                    if event.get("ready"):
                        return True
        return False

    def xsrf(self, path: str) -> str:
        return self.browser.cookie_jar.filter_cookies(URL(self.hub.url + path))["_xsrf"].value

    async def ask(self, method: str, path: str, **what: Any) -> tuple[int, bytes]:
        async with self.browser.request(method, f"{self.hub.url}/{path}", **what) as answer:
            body = await answer.read()
            if answer.status >= 400 and answer.status != 429:
                raise RuntimeError(f"{method} {answer.url}: {answer.status}")
            return answer.status, body

    async def api(self, method: str, path: str, content: dict[str, Any]) -> Any:
        token = {"X-XSRFToken": self.xsrf(f"/user/{self.name}/")}
        path = f"user/{self.name}/api/{path}"
        _, body = await self.ask(method, path, json=content, headers=token)
        return json.loads(body)

    async def start_kernel(self, notebook: str) -> Kernel:
        """Start a kernel for a notebook, and wait until it answers."""
        model = {"path": notebook, "type": "notebook", "name": "", "kernel": {"name": "python3"}}
        session = await self.api("POST", "sessions", model)
        path = f"user/{self.name}/api/kernels/{session['kernel']['id']}/channels"
        socket = await self.browser.ws_connect(
            f"{self.hub.url}/{path}?session_id={uuid.uuid4().hex}",
            protocols=[PROTOCOL],
            origin=self.hub.url,
            max_msg_size=0,
        )
        kernel = Kernel(socket)
        self.kernels.append(kernel)
        await kernel.execute("1")
        return kernel

    async def begin(self) -> None:
        """Do all that comes before the first move of a slider."""
        start = time.perf_counter()
        await self.come()
        self.seconds["JupyterLab"] = time.perf_counter() - start
        kernel = await self.start_kernel(CHAPTER)
        self.seconds["kernel"] = time.perf_counter() - start
        notebook = nbformat.read(ROOT / "notebooks" / CHAPTER, as_version=4)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                await kernel.execute(cell.source)
        saved = {"type": "notebook", "format": "json", "content": notebook}
        await self.api("PUT", f"contents/{CHAPTER}", saved)
        self.seconds["chapter"] = time.perf_counter() - start
        kernel.hold(SLIDER)


@contextmanager
def running_hub(undone: str = "") -> Iterator[Hub]:
    """Start a hub as `make hub` does, and stop it with all that it has started.

    `undone` is Python that changes the configuration behind its end.
    """
    with tempfile.TemporaryDirectory(prefix="lecture-class-") as folder:
        config, log = Path(folder) / "config.py", Path(folder) / "log"
        config.write_text(f"load_subconfig({str(CONFIG)!r})\n{undone}\n", encoding="utf-8")
        port, password = free_port(), secrets.token_hex()
        settings = {"HUB_WORK": folder, "HUB_PORT": str(port), "HUB_PASSWORD": password}
        settings["HUB_CONFIG"] = str(config)
        command = [sys.executable, str(ROOT / "tools" / "hub.py")]
        with log.open("w") as said:
            process = subprocess.Popen(command, env=os.environ | settings, stdout=said, stderr=said)
        try:
            yield Hub(f"http://127.0.0.1:{port}", password, log, process.pid)
        finally:
            family = psutil.Process(process.pid).children(recursive=True)
            process.terminate()
            process.wait()
            for child in psutil.wait_procs(family, 10)[1]:
                child.kill()


async def answering(hub: Hub) -> None:
    """Wait until the hub answers."""
    async with aiohttp.ClientSession() as browser:
        for _ in range(600):
            if psutil.Process(hub.pid).status() == psutil.STATUS_ZOMBIE:
                break
            try:
                async with browser.get(f"{hub.url}/hub/health") as answer:
                    if answer.ok:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.1)
    sys.exit(f"The hub did not start:\n{hub.log.read_text()}")


def processes(hub: Hub) -> dict[str, list[psutil.Process]]:
    """What runs on the hub, by its role."""
    found: dict[str, list[psutil.Process]] = {role: [] for role in ROLES}
    family = psutil.Process(hub.pid)
    for process in [family, *family.children(recursive=True)]:
        command = " ".join(process.cmdline())
        for role, word in ROLES.items():
            if word in command:
                found[role].append(process)
                break
    return found


def megabytes(process: psutil.Process) -> float:
    """Proportional set size: what processes share is divided among them."""
    return process.memory_full_info().pss / 1e6


def cpu_seconds(hub: Hub) -> dict[str, float]:
    """What each role has taken of the processors."""
    return {
        role: sum(sum(process.cpu_times()[:2]) for process in members)
        for role, members in processes(hub).items()
    }


def busy_seconds() -> float:
    """What all that runs on this machine has taken of the processors."""
    times = psutil.cpu_times()
    return times.user + times.nice + times.system


class Pace(NamedTuple):
    """What was measured while a class dragged; times in milliseconds."""

    p50: float
    p95: float
    moves: int
    lost: int
    rate: float  # pictures a second while a student drags
    cores: dict[str, float]  # that each role keeps busy, this client, and the rest of the machine


class Class(NamedTuple):
    """What was measured with a class."""

    students: int
    seconds: dict[str, list[float]]  # of each student from the log in to a stage
    start: float  # seconds of a processor that a student's start takes
    memory: dict[str, float]  # MB: a mean server and kernel, the hub, its proxy
    lecture: Pace
    together: Pace
    kernels: tuple[int, int]  # that started, of those that were asked for
    errors: list[str]
    load: float


async def pace(hub: Hub, students: list[Student], drag: Callable[[Kernel], Any]) -> Pace:
    """Let every student drag, and measure."""
    kernels = [student.kernels[0] for student in students]
    for kernel in kernels:
        for moves in (kernel.sent, kernel.read, kernel.delays):
            moves.clear()
    before = cpu_seconds(hub) | {"client": time.process_time(), "all": busy_seconds()}
    start = time.perf_counter()
    rates = await asyncio.gather(*(drag(kernel) for kernel in kernels))
    wall = time.perf_counter() - start
    after = cpu_seconds(hub) | {"client": time.process_time(), "all": busy_seconds()}
    cores = {role: (after[role] - before[role]) / wall for role in before}
    cores["rest"] = cores.pop("all") - sum(cores.values())
    delays = [1000 * delay for kernel in kernels for delay in kernel.delays]
    lost = sum(kernel.lost for kernel in kernels)
    p50, p95 = quantile(delays, 0.5), quantile(delays, 0.95)
    return Pace(p50, p95, len(delays) + lost, lost, statistics.mean(rates), cores)


async def listen_to_lecture(kernel: Kernel) -> float:
    """Drag and read by turns; not all students at the same time."""
    await asyncio.sleep(random.uniform(0, DRAG + READ))
    rates = []
    for _ in range(LAPS):
        rates.append(await kernel.drag(DRAG))
        await asyncio.sleep(READ)
    return statistics.mean(rates)


async def drag_together(kernel: Kernel) -> float:
    return await kernel.drag(TOGETHER)


async def tried(work: Awaitable[Any], errors: list[str]) -> bool:
    """Whether something a student does succeeds; if not, why is among the errors."""
    try:
        async with asyncio.timeout(300):
            await work
    except (aiohttp.ClientError, RuntimeError, TimeoutError) as error:
        errors.append(f"{type(error).__name__}: {error}")
        return False
    return True


async def open_many(student: Student, errors: list[str]) -> int:
    """Open notebooks until a student has so many kernels, and count those that answer."""
    started = [
        await tried(student.start_kernel(f"{number}.ipynb"), errors)
        for number in range(len(student.kernels), KERNELS)
    ]
    return KERNELS - len(started) + sum(started)


async def measure(size: int, undone: str = "", many: bool = False) -> Class:
    """Let a class of so many students come at once, and measure it."""
    load, errors = os.getloadavg()[0], list[str]()
    with running_hub(undone) as hub:
        async with AsyncExitStack() as stack:
            await answering(hub)
            students = []
            for number in range(size):
                jar = aiohttp.CookieJar(unsafe=True)  # the hub's address has no name
                browser = aiohttp.ClientSession(cookie_jar=jar)
                students.append(
                    Student(hub, f"s{number}", await stack.enter_async_context(browser))
                )
            came = await asyncio.gather(*(tried(student.begin(), errors) for student in students))
            here = [student for student, ready in zip(students, came, strict=True) if ready]
            if not here:
                sys.exit("No student got to the slider:\n" + "\n".join(errors))
            used = cpu_seconds(hub)
            await asyncio.sleep(2)
            memory = {
                role: statistics.mean(map(megabytes, members))
                for role, members in processes(hub).items()
            }
            lecture = await pace(hub, here, listen_to_lecture)
            together = await pace(hub, here, drag_together)
            kernels = size, size
            if many:
                counts = await asyncio.gather(*(open_many(student, errors) for student in here))
                kernels = sum(counts), KERNELS * size
            errors += [
                error for student in here for kernel in student.kernels for error in kernel.errors
            ]
    stages = {stage: [student.seconds[stage] for student in here] for stage in STAGES}
    start = sum(used.values()) / size
    return Class(size, stages, start, memory, lecture, together, kernels, errors, load)


def start_table(classes: list[Class]) -> str:
    head = ["students who come at once", *(f"{stage}, s" for stage in STAGES), "the last, s"]
    return table(
        [*head, "processor, s a student"],
        [
            [
                str(c.students),
                *(f"{statistics.median(c.seconds[stage]):.1f}" for stage in STAGES),
                f"{max(c.seconds[STAGES[-1]]):.1f}",
                f"{c.start:.1f}",
            ]
            for c in classes
        ],
    )


def memory_table(classes: list[Class]) -> str:
    return table(
        ["students", "server, MB", "kernel, MB", "a student, MB", "hub, MB", "proxy, MB"],
        [
            [
                str(c.students),
                *(f"{c.memory[role]:.0f}" for role in ("server", "kernel")),
                f"{c.memory['server'] + c.memory['kernel']:.0f}",
                *(f"{c.memory[role]:.0f}" for role in ("hub", "proxy")),
            ]
            for c in classes
        ],
    )


def pace_table(classes: list[Class], which: str) -> str:
    head = ["students", "p50, ms", "p95, ms", "pictures a second", "moves", "lost", "errors"]
    head += ["cores: a student", "hub and proxy", "client", "rest of the machine", "load before"]
    rows = []
    for c in classes:
        p: Pace = getattr(c, which)
        cores = p.cores
        rows.append(
            [
                *(str(c.students), f"{p.p50:.0f}", f"{p.p95:.0f}", f"{p.rate:.0f}"),
                *(str(p.moves), str(p.lost), str(len(c.errors))),
                f"{(cores['server'] + cores['kernel']) / c.students:.3f}",
                *(f"{cores['hub'] + cores['proxy']:.2f}", f"{cores['client']:.2f}"),
                *(f"{cores['rest']:.2f}", f"{c.load:.1f}"),
            ]
        )
    return table(head, rows)


def model(c: Class) -> str:
    """What classes need that are larger than the one measured, and what this takes for granted."""
    cores = c.lecture.cores
    each = sum(cores[role] for role in ROLES) / c.students
    held = c.memory["server"] + c.memory["kernel"]
    rows = []
    for students in SIZES:
        nodes = math.ceil(students / NODE)
        share = math.ceil(students / nodes)
        cpus = max(2, math.ceil(share * each / FULL))
        cpus += cpus % 2
        gigabytes = SYSTEM + share * held * RESERVE / 1000
        ram = next(size for size in (4, 8, 16, 24, 32, 48, 64, 96, 128) if size >= gigabytes)
        machine = f"{cpus} cores, {ram} GB"
        rows.append(
            [
                str(students),
                machine if nodes == 1 else f"{nodes} × {machine}",
                f"{students * each:.1f}",
                f"{gigabytes * nodes:.1f}",
                f"{share * c.start / cpus:.0f}",
            ]
        )
    proxy = c.students * FULL / cores["proxy"]
    return MODEL.format(
        size=c.students,
        each=each,
        held=held,
        full=FULL,
        reserve=RESERVE,
        system=SYSTEM,
        start=c.start,
        node=NODE,
        proxy=proxy,
        table=table(
            ["students", "machine", "busy cores", "memory, GB", "all have run it, s"], rows
        ),
    )


def report(classes: list[Class]) -> str:
    """All that was measured, in Markdown."""
    largest = classes[-1]
    started, asked = largest.kernels
    lines = [
        f"Chapter {CHAPTER.removesuffix('.ipynb')}, slider {SLIDER}, {os.cpu_count()} cores.",
        WANTED,
        "## From the log in to a running chapter",
        start_table(classes),
        "## Memory, shared pages divided (PSS)",
        memory_table(classes),
        f"## At a lecture's pace: {DRAG} s of dragging, {READ} s of reading",
        pace_table(classes, "lecture"),
        "## All drag at once",
        pace_table(classes, "together"),
        f"{started} of {asked} kernels started, {KERNELS} for each student.",
        "## Larger classes",
        model(largest),
    ]
    for c in classes:
        lines += [f"{c.students} students: {error}" for error in c.errors[:10]]
    return "\n\n".join(lines)


def levers() -> str:
    """What each setting brings, measured with a few students."""
    head = ["the hub as it is, but", "p50, ms", "p95, ms", "server, MB", "kernel, MB"]
    head += ["processor: ms a move", "s a start", "load before"]
    rows = []
    for name, undone in LEVERS.items():
        c = asyncio.run(measure(FEW, undone))
        used = sum(c.together.cores[role] for role in ROLES) * TOGETHER
        rows.append(
            [
                *(name, f"{c.lecture.p50:.0f}", f"{c.lecture.p95:.0f}"),
                *(f"{c.memory[role]:.0f}" for role in ("server", "kernel")),
                *(f"{1000 * used / c.together.moves:.1f}", f"{c.start:.1f}", f"{c.load:.1f}"),
            ]
        )
        print(rows[-1], file=sys.stderr, flush=True)
    return table(head, rows)


def main(arguments: list[str]) -> None:
    if arguments == ["levers"]:
        print(levers())
        return
    if not all(argument.isdecimal() and int(argument) for argument in arguments):
        sys.exit(f"Give numbers of students, such as 1 5 10 20, not {' '.join(arguments)!r}.")
    sizes = sorted(map(int, arguments)) or [1, 5, 10, 20]
    classes = []
    for size in sizes:
        print(f"{size} students come ...", file=sys.stderr, flush=True)
        classes.append(asyncio.run(measure(size, many=size == sizes[-1])))
    print(report(classes))


if __name__ == "__main__":
    main(sys.argv[1:])
