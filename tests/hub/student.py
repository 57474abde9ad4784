"""A student at the hub, as a browser is one: cookies, the XSRF token, a kernel's websocket."""

from __future__ import annotations

import json
import re
import time
import uuid
from pathlib import Path
from typing import Any, NamedTuple

import requests
import websocket


class Hub(NamedTuple):
    """A running JupyterHub, and the folder that holds its homes and its state."""

    url: str
    password: str
    folder: Path


class Student:
    """A student who has logged in; `start` starts the server, `kernel` a kernel."""

    def __init__(self, hub: Hub, name: str) -> None:
        self.hub, self.name = hub, name
        self.url = f"{hub.url}/user/{name}"
        self.home = hub.folder / "homes" / name
        self.browser = requests.Session()
        self.log_in()

    def log_in(self) -> None:
        page = self.browser.get(f"{self.hub.url}/hub/login")
        token = re.search(r'name="_xsrf" value="([^"]+)"', page.text)[1]
        form = {"username": self.name, "password": self.hub.password, "_xsrf": token}
        self.browser.post(f"{self.hub.url}/hub/login?next=/hub/home", data=form).raise_for_status()

    def ask_for_server(self) -> requests.Response:
        return self.browser.get(f"{self.hub.url}/hub/spawn/{self.name}")

    def start(self) -> Student:
        """Start the server, and open its page."""
        self.ask_for_server()
        until(lambda: "/user/" in self.ask_for_server().url)
        assert self.browser.get(f"{self.url}/lab").ok
        return self

    def call(self, method: str, path: str, **content: Any) -> requests.Response:
        """A request of JupyterLab's to the student's own server."""
        return self.browser.request(
            method,
            f"{self.url}/api/{path}",
            json=content or None,
            headers={"X-XSRFToken": self.browser.cookies.get("_xsrf", path=f"/user/{self.name}/")},
        )

    def save(self, path: str, text: str) -> requests.Response:
        return self.call("PUT", f"contents/{path}", type="file", format="text", content=text)

    def kernel(self) -> Kernel:
        answer = self.call("POST", "kernels", name="python3")
        answer.raise_for_status()
        return Kernel(self, answer.json()["id"])

    @property
    def cookies(self) -> str:
        request = requests.Request("GET", self.url + "/")
        return self.browser.prepare_request(request).headers["Cookie"]


class Kernel:
    """A kernel of a student's, and the websocket to it."""

    def __init__(self, student: Student, number: str) -> None:
        self.student, self.number = student, number
        self.socket = connected(student, self.url)

    @property
    def url(self) -> str:
        return f"{self.student.url}/api/kernels/{self.number}"

    def __enter__(self) -> Kernel:
        return self

    def __exit__(self, *error: object) -> None:
        self.socket.close()
        self.student.call("DELETE", f"kernels/{self.number}")

    def connect_again(self) -> None:
        self.socket.close()
        self.socket = connected(self.student, self.url)

    def run(self, code: str, seconds: float = 60) -> str:
        """Run a cell, and give what it prints, or its error."""
        request = uuid.uuid4().hex
        header = {
            "msg_id": request,
            "msg_type": "execute_request",
            "username": "",
            "version": "5.3",
        }
        content = {"code": code, "silent": False, "store_history": False, "allow_stdin": False}
        message = {"header": header | {"session": "test", "date": ""}, "parent_header": {}}
        message |= {"metadata": {}, "content": content, "channel": "shell", "buffers": []}
        self.socket.send(json.dumps(message))
        said = ""
        for heard in self.messages(seconds):
            if heard["parent_header"].get("msg_id") != request:
                continue
            content = heard["content"]
            if heard["msg_type"] == "stream" and content["name"] == "stdout":
                said += content["text"]
            if heard["msg_type"] == "error":
                said += f"{content['ename']}: {content['evalue']}"
            if heard["msg_type"] == "status" and content["execution_state"] == "idle":
                return said
        raise TimeoutError(code)

    def messages(self, seconds: float) -> Any:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.socket.settimeout(left)
            try:
                yield json.loads(self.socket.recv())
            except websocket.WebSocketTimeoutException:
                return

    def states(self, seconds: float) -> Any:
        """What the kernel says of itself: idle, restarting, dead."""
        for heard in self.messages(seconds):
            if heard["msg_type"] == "status":
                yield heard["content"]["execution_state"]


def connected(student: Student, kernel: str) -> websocket.WebSocket:
    """A websocket to a kernel, with the cookies of a student."""
    url = f"ws{kernel.removeprefix('http')}/channels?session_id={uuid.uuid4().hex}"
    return websocket.create_connection(url, cookie=student.cookies, timeout=30)


def until(holds: Any, seconds: float = 120) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.2)
