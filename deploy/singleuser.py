"""A student's server, without what only the hub needs: its pages and its database.

JupyterHub imports them into every server, where they take 40 MB and a second and do nothing. Empty
modules take their places here: whatever would use the database fails.
"""

import sys
from types import ModuleType


def leave_out(name, **used):
    """Put an empty module in the place of another, but for what is used at import."""
    sys.modules[name] = module = ModuleType(name)
    vars(module).update(used)


class Never(Exception):
    """What is not raised, and has no instance."""


leave_out("sqlalchemy")
leave_out("sqlalchemy.exc", SQLAlchemyError=Never)
leave_out("jupyterhub.orm")
leave_out("jupyterhub.roles")
leave_out("jupyterhub.handlers")
leave_out("jupyterhub.handlers.pages", HealthCheckHandler=Never)

from jupyterhub.singleuser import main  # noqa: E402

main()
