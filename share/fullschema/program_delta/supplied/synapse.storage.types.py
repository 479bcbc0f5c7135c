"""Names for annotations, and the cursor's own class."""
from typing import Any, Mapping, Sequence, Union

from fullschema.cursor import Connection, Cursor  # noqa: F401

SQLQueryParameters = Union[Sequence[Any], Mapping[str, Any]]
DBAPI2Module = Any
