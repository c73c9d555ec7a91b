"""One run at a time writes to a schema of a database: runs side by side would overlook each other's rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.model.errors import UnreadableError

from .database_url import Address
from .definitions import MARK

if TYPE_CHECKING:
    from psycopg import Cursor

__all__ = ["alone"]

WAIT_SECONDS = 60
"""How long a run waits for another one; a transaction of ten thousand articles takes some seconds."""
_HOLDER = """SELECT a.pid, a.usename, to_char(a.xact_start, 'YYYY-MM-DD HH24:MI:SS TZ')
             FROM pg_locks l JOIN pg_stat_activity a USING (pid)
             WHERE l.locktype = 'advisory' AND l.granted AND l.pid <> pg_backend_pid() AND l.objsubid = 1
               AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
               AND ((l.classid::bigint << 32) | l.objid::bigint) = hashtext(%s)::bigint"""


def alone(cursor: Cursor[Any], there: Address) -> None:
    """Wait until no other run writes to the schema, and keep others waiting until the transaction ends.

    Raises
    ------
    UnreadableError
        Another run has not ended within a minute; the message names it.
    """
    from psycopg import errors

    key = f"{MARK}:{there.schema}"
    cursor.execute("SAVEPOINT before_lock")
    cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{WAIT_SECONDS}s"])
    try:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [key])
    except errors.LockNotAvailable:
        cursor.execute("ROLLBACK TO before_lock")
        holder = cursor.execute(_HOLDER, [key]).fetchone()
        who = f"of user {holder[1]}, server process {holder[0]}, since {holder[2]}" if holder else "unknown"
        raise UnreadableError(
            f"{there.shown}: another run writes to schema {there.schema} ({who}); nothing was changed. Try again "
            "when it has ended, or choose another schema with ?schema=NAME"
        ) from None
    cursor.execute("SELECT set_config('lock_timeout', '0', true)")
