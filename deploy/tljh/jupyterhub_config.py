"""The lecture on The Littlest JupyterHub, from /opt/tljh/config/jupyterhub_config.d/."""

c = get_config()  # noqa: F821
PYTHON = "/opt/tljh/user/bin/python"
c.Spawner.cmd = ["/opt/lecture/deploy/start", PYTHON, "-m", "jupyterhub.singleuser"]
c.Spawner.args = [
    "--KernelManager.transport=ipc",  # with TCP, 1 of 110 kernels lost its port to another
    "--FileContentsManager.delete_to_trash=False",  # what is deleted makes room on a full disk,
    "--NotebookNotary.db_file=:memory:",  # on which no notebook opened: its signature has no room
]
c.Spawner.default_url = "/lab/tree/work/00_start_here.ipynb"  # work/ko/...: in Korean
c.Spawner.environment = {
    "OPENBLAS_NUM_THREADS": "1",
    "JUPYTER_WIDGETS_ECHO": "0",  # a slider's move is not sent back to the hand that made it
}
