"""What one student tries in order to get at another, at the hub, and out of this machine."""

import os
import subprocess
import sys
from urllib.parse import urlsplit

import psutil
import pytest
import requests
import websocket

from lab import free_port
from stored import ROOT
from student import Student, connected

apart = pytest.mark.skipif(
    os.geteuid() != 0, reason="students have accounts of their own where the hub runs as root"
)
SECRET = "what Bob wrote"


@pytest.fixture(scope="module")
def bobs(bob):
    """A kernel of Bob's, beside a file of his."""
    with bob.start().kernel() as kernel:
        assert bob.save("work/diary.txt", SECRET).ok
        yield kernel


@pytest.fixture(scope="module")
def adas(ada):
    with ada.start().kernel() as kernel:
        yield kernel


@pytest.fixture(scope="module")
def token(adas):
    """The token that Ada's server has for the hub."""
    return adas.run("import os; print(os.environ['JUPYTERHUB_API_TOKEN'])").strip()


def test_what_is_tried_below_works_on_ones_own(bob, bobs, ada, adas, token):
    assert bob.call("GET", "contents/work/diary.txt").json()["content"] == SECRET
    assert bobs.run(f"print(open({str(bob.home)!r} + '/work/diary.txt').read())") == f"{SECRET}\n"
    assert bob.call("GET", f"kernels/{bobs.number}").ok
    own = requests.get(f"{ada.url}/api/contents", headers={"Authorization": f"token {token}"})
    assert own.ok


@pytest.mark.parametrize(
    "path",
    [
        "../bob/work/diary.txt",
        "..%2Fbob%2Fwork%2Fdiary.txt",
        "%2e%2e/bob/work/diary.txt",
        "work/../../bob/work/diary.txt",
        "{home}/work/diary.txt",
        "%2F{home}/work/diary.txt",
    ],
)
@pytest.mark.parametrize("door", ["api/contents", "files", "api/contents/work"])
def test_no_path_leads_into_another_home(ada, bob, bobs, door, path):
    url = f"{ada.url}/{door}/{path.format(home=str(bob.home).lstrip('/'))}"
    request = ada.browser.prepare_request(requests.Request("GET", ada.url))
    request.url = url  # as it stands: requests would resolve the dots
    answer = ada.browser.send(request)
    assert answer.status_code in (403, 404), answer.text
    assert SECRET not in answer.text


@apart
def test_no_link_leads_into_another_home(ada, adas, bob, bobs):
    assert adas.run(f"import os; os.symlink({str(bob.home)!r}, 'bob'); print(1)") == "1\n"
    for door in ("api/contents", "files"):
        answer = ada.browser.get(f"{ada.url}/{door}/bob/work/diary.txt")
        assert not answer.ok
        assert SECRET not in answer.text


@apart
@pytest.mark.parametrize(
    "code",
    [
        "open('{home}/work/diary.txt').read()",
        "open('{home}/work/diary.txt', 'w')",
        "os.listdir('{home}')",
        "os.listdir('{home}/..')",
        "os.rename('{home}', '{home}-away')",
        "os.listdir('{home}/../../state')",
        "open('{home}/../../state/hub.sqlite', 'rb').read()",
        "open('{home}/../../state/cookie_secret').read()",
        "open('/proc/{pid}/environ').read()",
        "open('/proc/{hub}/environ').read()",
        "os.listdir('/proc/{pid}/cwd')",
        "os.listdir('{runtime}')",
        "os.kill({pid}, 9)",
        "os.kill({hub}, 9)",
        "open('{lecture}/lecture/exercise.py', 'a')",
        "os.setuid({account})",
    ],
)
def test_no_code_of_hers_reaches_another_or_the_hub(process, adas, bob, bobs, code):
    pid = bobs.run("import os; print(os.getpid())").strip()
    runtime = bobs.run("print(os.environ['JUPYTER_RUNTIME_DIR'])").strip()
    values = {"home": bob.home, "pid": pid, "runtime": runtime, "hub": process.pid}
    values |= {"account": bob.home.stat().st_uid, "lecture": ROOT}
    said = adas.run("import os\nprint(" + code.format(**values) + ")")
    assert said.startswith("PermissionError"), said


@pytest.mark.parametrize(
    "path", ["api/contents/work", "api/kernels", "files/work/diary.txt", "lab"]
)
def test_her_cookies_do_not_open_another_server(ada, bob, bobs, path):
    answer = ada.browser.get(f"{bob.url}/{path}")
    assert answer.status_code in (403, 404), answer.url
    assert SECRET not in answer.text


@pytest.mark.parametrize("path", ["api/contents/work", "api/kernels", "files/work/diary.txt"])
@pytest.mark.parametrize("through", ["proxy", "port"])
def test_her_token_does_not_open_another_server(bob, bobs, token, path, through):
    url = bob.url
    if through == "port":  # of Bob's server, past the proxy
        address = bobs.run("import os; print(os.environ['JUPYTERHUB_SERVICE_URL'])").strip()
        url = address.rstrip("/")
    answer = requests.get(f"{url}/{path}", headers={"Authorization": f"token {token}"})
    assert answer.status_code == 403
    assert requests.get(f"{url}/{path}", allow_redirects=False).status_code in (302, 403)


def test_she_does_not_reach_another_kernel(ada, bob, bobs, token):
    kernel = f"{bob.url}/api/kernels/{bobs.number}"
    with pytest.raises(websocket.WebSocketBadStatusException) as refused:
        connected(ada, kernel)
    assert refused.value.status_code == 403
    with pytest.raises(websocket.WebSocketBadStatusException) as refused:
        websocket.create_connection(
            f"ws{kernel.removeprefix('http')}/channels", header=[f"Authorization: token {token}"]
        )
    assert refused.value.status_code == 403
    connected(bob, kernel).close()


def test_the_channels_of_a_kernel_are_no_ports(bobs):
    """Sockets in a folder of Bob's, which nobody else passes, and signed with a key."""
    channels = "import json, ipykernel.connect as c; f = json.load(open(c.get_connection_file()))"
    bobs.run(channels)
    assert bobs.run("print(f['transport'], len(f['key']) > 30)") == "ipc True\n"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "users"),
        ("POST", "users/eve"),
        ("GET", "users/bob"),
        ("PATCH", "users/ada"),
        ("POST", "users/bob/tokens"),
        ("GET", "users/bob/tokens"),
        ("DELETE", "users/bob/server"),
        ("POST", "users/bob/server"),
        ("GET", "services"),
        ("GET", "proxy"),
        ("POST", "shutdown"),
    ],
)
def test_the_hub_obeys_no_student(ada, token, method, path):
    answer = requests.request(
        method,
        f"{ada.hub.url}/hub/api/{path}",
        headers={"Authorization": f"token {token}"},
        json={"admin": True} if method == "PATCH" else None,
    )
    assert answer.status_code in (403, 404), answer.text


def test_no_student_is_an_administrator(ada):
    assert ada.browser.get(f"{ada.hub.url}/hub/admin").status_code == 403


def test_the_proxy_obeys_the_hub_alone(ada):
    port = urlsplit(ada.hub.url).port + 2
    assert requests.get(f"http://127.0.0.1:{port}/api/routes").status_code == 403


@pytest.mark.parametrize("name", ["../state", "..", "a/b", "a b", "-a", "a" * 33])
def test_a_name_is_no_path(hub, name):
    stranger = Student.__new__(Student)
    stranger.hub, stranger.name, stranger.browser = hub, name, requests.Session()
    with pytest.raises(requests.HTTPError):
        stranger.log_in()


def test_a_wrong_password_is_refused(hub):
    with pytest.raises(requests.HTTPError, match="403"):
        Student(hub._replace(password="a guess of mine"), "ada")


def test_a_page_from_elsewhere_cannot_write(ada):
    """Its requests bear the cookies, but not the XSRF token."""
    url = f"{ada.url}/api/contents/work/planted.txt"
    content = {"type": "file", "format": "text", "content": "x"}
    assert ada.browser.put(url, json=content).status_code == 403
    assert not (ada.home / "work" / "planted.txt").exists()


@pytest.mark.parametrize(
    "option",
    [
        "--ip=0.0.0.0",
        "--ip=",
        "--JupyterHub.hub_ip=0.0.0.0",
        "--ConfigurableHTTPProxy.api_url=http://0.0.0.0:8002",
    ],
)
def test_the_trial_does_not_listen_beyond_this_machine(tmp_path, option):
    environment = os.environ | {"HUB_WORK": str(tmp_path / "hub"), "HUB_PORT": str(free_port())}
    command = [sys.executable, str(ROOT / "tools" / "hub.py"), option]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1, done.stderr
    assert "it does not listen at" in done.stderr


def test_the_hub_its_proxy_and_servers_listen_on_this_machine_alone(process, adas):
    hub = psutil.Process(process.pid)
    listening = [
        connection.laddr.ip
        for each in [hub, *hub.children(recursive=True)]
        for connection in each.net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    ]
    assert len(listening) >= 3
    assert set(listening) <= {"127.0.0.1", "::1"}
