"""The server that `make lab` starts."""

import os
from unittest.mock import Mock, patch

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler
from traitlets.config import PyFileConfigLoader

from open_lab import open_lab
from stored import CHAPTERS, ROOT

SETTINGS = ROOT / "tools" / "jupyter"


def test_make_lab_opens_the_first_chapter_with_the_settings_of_the_lecture(monkeypatch):
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "my own settings")
    with patch("jupyterlab.labapp.main") as start:
        open_lab(ROOT / "work", ["--no-browser"])
    ((options,), _) = start.call_args
    assert "--no-browser" in options
    assert options[-1] == str(ROOT / "work" / CHAPTERS[0].name)
    assert f"--ServerApp.root_dir={ROOT / 'work'}" in options
    paths = os.environ["JUPYTER_CONFIG_PATH"].split(os.pathsep)
    assert paths == [str(SETTINGS), "my own settings"]


def test_the_korean_chapters_open_beside_the_english_ones():
    with patch("jupyterlab.labapp.main") as start:
        open_lab(ROOT / "work", [], "ko")
    ((options,), _) = start.call_args
    assert options[-1] == str(ROOT / "work" / "ko" / CHAPTERS[0].name)
    assert f"--ServerApp.root_dir={ROOT / 'work'}" in options


def test_the_messages_of_a_kernel_are_sent_at_once():
    config = PyFileConfigLoader("jupyter_server_config.py", str(SETTINGS)).load_config()
    handler = Mock(KernelWebsocketHandler)
    connection = config.ServerApp.kernel_websocket_connection_class(websocket_handler=handler)
    with patch.object(ZMQChannelsWebsocketConnection, "connect") as connect:
        assert connection.connect() is connect.return_value
    handler.set_nodelay.assert_called_once_with(True)
