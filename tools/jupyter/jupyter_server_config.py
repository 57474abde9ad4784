"""Settings of the server that `make lab` starts: a kernel's small messages go out at once.

Otherwise the operating system keeps each back until the browser's side has acknowledged the one
before, which takes 40 ms (Nagle, 1984): a slider would get at most 20 pictures a second.
"""

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class PromptConnection(ZMQChannelsWebsocketConnection):
    """A kernel's connection to the browser, without Nagle's algorithm."""

    def connect(self):
        self.websocket_handler.set_nodelay(True)
        return super().connect()


get_config().ServerApp.kernel_websocket_connection_class = PromptConnection  # noqa: F821
