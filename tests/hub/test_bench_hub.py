"""The simulated students of bench/hub.py, with a hub and with a kernel of paper."""

import asyncio
import json
import time
from types import SimpleNamespace

import aiohttp
import pytest
from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)

from bench import hub as bench


class PaperSocket:
    """Keeps what is sent, and says what it is told to say."""

    def __init__(self):
        self.sent, self.said = [], asyncio.Queue()

    async def send_bytes(self, frame):
        _, parts = deserialize_msg_from_ws_v1(frame)
        self.sent.append([json.loads(part) for part in parts])

    def say(self, kind, content, parent=None):
        parts = [{"msg_type": kind}, {"msg_id": parent} if parent else {}, {}, content]
        frame = serialize_msg_to_ws_v1([json.dumps(part).encode() for part in parts], "iopub")
        self.said.put_nowait(SimpleNamespace(data=frame))

    async def __aiter__(self):
        while True:
            yield await self.said.get()


def opened(comm, **state):
    return "comm_open", {"comm_id": comm, "data": {"state": state}}


def a_plot(socket):
    children = {"plot": ["slider", "grid"], "grid": ["below", "above"]}
    socket.say(*opened("slider", description="", min=0, max=2, step=0.5, value=2.0))
    for comm, inner in children.items():
        socket.say(*opened(comm, children=[f"IPY_MODEL_{child}" for child in inner]))
    told = {"comm_id": "slider", "data": {"method": "update", "state": {"description": "slope"}}}
    socket.say("comm_msg", told)
    socket.say("comm_msg", {"comm_id": "elsewhere", "data": {"method": "update", "state": {}}})


def picture(socket, parent=None):
    said = {"comm_id": "above", "data": {"method": "update", "state": {}}}
    socket.say("comm_msg", said, parent)


async def settled():
    for _ in range(20):
        await asyncio.sleep(0)


async def holding():
    """A kernel of paper whose slider is held."""
    socket = PaperSocket()
    kernel = bench.Kernel(socket)
    a_plot(socket)
    await settled()
    kernel.hold("slope")
    return socket, kernel


def test_a_slider_is_found_with_its_steps_and_its_picture():
    async def look():
        _, kernel = await holding()
        assert (kernel.slider, kernel.picture) == ("slider", "above")
        assert kernel.values == [0, 0.5, 1, 1.5, 2]

    asyncio.run(look())


def test_of_moves_that_wait_the_newest_is_sent_and_each_delay_ends_with_its_picture():
    async def move():
        socket, kernel = await holding()
        start = time.perf_counter()
        kernel.hand = start, 0.5
        await kernel.send_move()
        first = kernel.request
        picture(socket)  # of an earlier move: this one was not read yet
        kernel.hand = start - 1, 1.0
        kernel.hand = start - 5, 1.5
        await settled()
        assert kernel.delays == []
        socket.say("status", {"execution_state": "idle"}, first)
        await settled()
        values = [content["data"]["state"]["value"] for _, _, _, content in socket.sent]
        assert values == [0.5, 1.5]
        picture(socket)
        await settled()
        (delay,) = kernel.delays
        assert 0 < delay < 1
        assert kernel.lost == 1
        socket.say("status", {"execution_state": "idle"}, kernel.request)
        picture(socket)
        await settled()
        assert 5 < kernel.delays[1] < 6
        assert kernel.lost == 0

    asyncio.run(move())


def test_a_picture_that_was_drawn_on_reading_a_move_ends_its_delay():
    async def move():
        socket, kernel = await holding()
        kernel.hand = time.perf_counter(), 0.5
        await kernel.send_move()
        picture(socket, kernel.request)
        await settled()
        assert len(kernel.delays) == 1
        assert kernel.lost == 0

    asyncio.run(move())


def test_a_value_is_not_sent_twice():
    async def move():
        socket, kernel = await holding()
        kernel.hand = time.perf_counter(), 2.0
        await kernel.send_move()
        assert socket.sent == []
        assert kernel.lost == 0
        assert kernel.idle.is_set()

    asyncio.run(move())


def test_the_errors_of_a_kernel_and_the_end_of_its_connection_are_kept():
    async def fail():
        socket = PaperSocket()
        kernel = bench.Kernel(socket)
        socket.say("error", {"ename": "ValueError", "evalue": "no"})
        await settled()
        assert kernel.errors == ["ValueError: no"]

    asyncio.run(fail())


def test_one_student_comes_runs_the_chapter_and_drags(process):
    async def study():
        log, pid = process.folder / "hub.log", process.process.pid
        found = bench.Hub(process.hub.url, process.hub.password, log, pid)
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
            student = bench.Student(found, "bench", browser)
            await student.begin()
            (kernel,) = student.kernels
            roles = bench.processes(found)
            pace = await bench.pace(found, [student], lambda kernel: kernel.drag(1))
            held = {role: bench.megabytes(roles[role][-1]) for role in ("server", "kernel")}
        return student, kernel, roles, pace, held

    student, kernel, roles, pace, held = asyncio.run(study())
    assert list(student.seconds) == list(bench.STAGES)
    assert kernel.errors in ([], ["the connection was closed"])
    assert pace.lost == 0
    assert 5 < pace.moves <= 35
    assert 0 < pace.p50 <= pace.p95 < 5000
    assert all(roles.values())
    assert all(20 < megabytes < 400 for megabytes in held.values())
    assert pace.cores["kernel"] > 0
    assert set(pace.cores) == {*bench.ROLES, "client", "rest"}
    assert (process.folder / "homes" / "bench" / bench.CHAPTER).exists()


def a_class(**changes):
    cores = dict.fromkeys(bench.ROLES, 0.1) | {"kernel": 0.7, "client": 0.1, "rest": 0}
    pace = bench.Pace(20, 80, 500, 0, 24, cores)
    seconds = {stage: [1.0, 2.0] for stage in bench.STAGES}
    memory = {"server": 80, "kernel": 90, "hub": 90, "proxy": 50}
    measured = bench.Class(20, seconds, 4, memory, pace, pace, (99, 100), [], 0.5)
    return measured._replace(**changes)


def test_the_report_has_every_class_and_says_what_failed():
    failed = a_class(students=10, errors=["RuntimeError: POST: 500"])
    report = bench.report([failed, a_class()])
    for line in (
        "99 of 100 kernels",
        "10 students: RuntimeError: POST: 500",
        "| 20 | 80 | 90 | 170",
    ):
        assert line in report


@pytest.mark.parametrize(("students", "machine"), [(20, "2 cores, 8 GB"), (100, "10 cores, 32 GB")])
def test_the_model_keeps_half_of_the_cores_free(students, machine):
    assert f"| {students} | {machine} |" in bench.model(a_class())


@pytest.mark.parametrize("arguments", [["0"], ["five"], ["3", "-1"]])
def test_what_is_no_number_of_students_is_refused(arguments):
    with pytest.raises(SystemExit, match="Give numbers of students"):
        bench.main(arguments)
