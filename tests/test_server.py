"""The server that `make lab` starts."""

from unittest.mock import Mock, patch

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler
from traitlets.config import PyFileConfigLoader

from stored import ROOT

SETTINGS = "tools/jupyter"


def test_make_lab_sends_the_messages_of_a_kernel_at_once():
    lab = ROOT.joinpath("Makefile").read_text(encoding="utf-8").split("\nlab:")[1].split("\n\n")[0]
    assert f"JUPYTER_CONFIG_PATH=$(CURDIR)/{SETTINGS} $(BIN)/jupyter lab" in lab
    config = PyFileConfigLoader("jupyter_server_config.py", str(ROOT / SETTINGS)).load_config()
    handler = Mock(KernelWebsocketHandler)
    connection = config.ServerApp.kernel_websocket_connection_class(websocket_handler=handler)
    with patch.object(ZMQChannelsWebsocketConnection, "connect") as connect:
        assert connection.connect() is connect.return_value
    handler.set_nodelay.assert_called_once_with(True)
