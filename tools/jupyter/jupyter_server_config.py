"""Settings of the server that `make lab` starts, and the hubs of deploy/.

A kernel's small messages go out at once. Otherwise the operating system keeps each back until the
browser's side has acknowledged the one before, which takes 40 ms (Nagle, 1984): a slider would get
at most 20 pictures a second.
"""

from errno import EDQUOT, ENOSPC

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado.web import HTTPError

FULL = (
    "Your disk is full: this was not saved, but what you saved before is still there. Delete files "
    "that you do not need, then save again. "
    "디스크가 가득 차서 저장하지 못했습니다. 전에 저장한 내용은 그대로 있습니다. 필요 없는 파일을 "
    "지우고 다시 저장하세요."
)


class PromptConnection(ZMQChannelsWebsocketConnection):
    """A kernel's connection to the browser, without Nagle's algorithm."""

    def connect(self):
        self.websocket_handler.set_nodelay(True)
        return super().connect()


class PlainManager(AsyncLargeFileManager):
    """Saves files, and says in plain words that the disk is full."""

    async def save(self, model, path=""):
        try:
            return await super().save(model, path)
        except HTTPError as error:
            if getattr(error.__cause__, "errno", None) in (EDQUOT, ENOSPC):
                raise HTTPError(507, FULL) from error
            raise


settings = get_config().ServerApp  # noqa: F821
settings.kernel_websocket_connection_class = PromptConnection
settings.contents_manager_class = PlainManager
