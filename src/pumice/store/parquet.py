"""Articles as rows of a Parquet file. Start with :func:`write_parquet`.

The columns follow from the type :class:`pumice.model.Article`, under the names of its JSON: text as strings, lists as
lists, nested members as structs, shares and counts by name as maps. Rows go out in groups, so memory stays flat.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator
from enum import StrEnum
from importlib import import_module
from itertools import islice
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from pydantic.alias_generators import to_camel

from pumice.errors import UsageError
from pumice.model import SCHEMA_VERSION, Article

_ROWS_A_GROUP: Final = 1000


def write_parquet(path: Path, lines: Iterable[bytes]) -> int:
    """Write articles, each given as its JSON, and return how many; equal articles give equal bytes.

    Raises:
        UsageError: pyarrow is not installed.
    """
    pa = load_pyarrow()
    schema = article_columns()
    remaining, count = iter(lines), 0
    with pa.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while rows := [json.loads(line) for line in islice(remaining, _ROWS_A_GROUP)]:
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))
            count += len(rows)
    return count


def read_parquet(path: Path) -> Iterator[bytes]:
    """The articles of a file that :func:`write_parquet` wrote, each as its JSON; memory stays flat.

    Raises:
        UsageError: pyarrow is not installed.
    """
    with load_pyarrow().parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(_ROWS_A_GROUP):
            for row in batch.to_pylist(maps_as_pydicts="strict"):
                yield json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()


def article_columns() -> Any:  # noqa: ANN401 - pyarrow has no types
    """The Arrow schema of an article.

    Raises:
        UsageError: pyarrow is not installed.
    """
    return load_pyarrow().schema(_fields(Article), metadata={"schemaVersion": SCHEMA_VERSION})


def load_pyarrow() -> Any:  # noqa: ANN401 - pyarrow has no types
    """The library, imported when it is needed: it is an extra, and takes half a second.

    Raises:
        UsageError: it is not installed.
    """
    try:
        import_module("pyarrow.parquet")
        return import_module("pyarrow")
    except ImportError as error:
        message = "Parquet needs pyarrow, which is not installed; run pip install 'pumice[parquet]'"
        raise UsageError(message) from error


def _fields(kind: type) -> list[Any]:
    pa = load_pyarrow()
    hints = get_type_hints(kind)
    return [pa.field(to_camel(one.name), _arrow(hints[one.name])) for one in dataclasses.fields(kind)]


def _arrow(hint: Any) -> Any:  # noqa: ANN401 - a type hint is any object, an Arrow type too
    pa = load_pyarrow()
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in {Union, UnionType}:
        (hint,) = (one for one in arguments if one is not NoneType)
        return _arrow(hint)
    if origin is tuple:
        return pa.list_(_arrow(arguments[0]))
    if origin is dict:
        return pa.map_(_arrow(arguments[0]), _arrow(arguments[1]))
    if dataclasses.is_dataclass(hint):
        return pa.struct(_fields(hint))  # type: ignore[arg-type]
    if issubclass(hint, StrEnum):
        return pa.string()
    return {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}[hint]
