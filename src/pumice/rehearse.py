"""The dry run: decide everything as publishing would, on a copy of the ledger, and write nothing at all.

Start with :func:`rehearse`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pumice.diff import Diff, Mode, changed_reasons, merge_changes, pick_examples
from pumice.model import Counts, Outcome, Policy
from pumice.normalise import OnDone
from pumice.selection import Selection, Today, select
from pumice.store.batch import Batch
from pumice.store.draft import read_bytes
from pumice.store.folders import inside
from pumice.store.ledger import Ledger
from pumice.store.raw import Unreadable, read_input
from pumice.store.records import Done, Treated
from pumice.store.rehearsal import open_copy
from pumice.treat import Cleaner, found_in
from pumice.workers import Due, Shop, clean_all
from pumice.write.audit import read_audit

_CHANGING = frozenset({Outcome.PUBLISHED, Outcome.REVIEW})


def rehearse(selection: Selection, shop: Shop, on_done: OnDone | None = None) -> Diff:
    """What publishing the selection would do.

    Args:
        selection: which captures; its stages are the shop's business.
        shop: what cleans them.
        on_done: told of each capture when its outcome is known.

    Raises:
        StoreError: there is no ledger, or it cannot be read.
    """
    run = Mode.DRY_RUN.value
    with open_copy(shop.folders.ledger) as ledger:
        keys = Cleaner(shop.folders, shop.settings)
        chosen = [one.raw_path for one in select(ledger, selection, Today(shop.folders, keys))]
        rows: list[Done] = []
        found, reasons = Counts(), Counter[str]()
        with ledger.transaction():
            # One batch for all: a later capture must see what an earlier one would have published.
            batch = Batch(shop.folders, ledger, run)
            for treated in clean_all(_due(chosen, shop, keys), shop):
                done = batch.settle(replace(treated, audit=""))
                rows.append(done)
                found += found_in([treated])
                reasons.update(_reasons(treated, done, ledger, shop))
                if on_done:
                    on_done(done)
            batch.note_changes(ledger.journal.last_sequence())
        counts = Counts.of(row.status for row in rows) + found + Counts(0, {}, {}, batch.withdrawn)
        changes = merge_changes(ledger.journal.changes_of(run))
        examples = pick_examples((draft.url, draft.before, draft.after) for draft in batch.drafts())
        return Diff(Mode.DRY_RUN, counts, changes, tuple(rows), dict(reasons.most_common()), examples)


def _due(raw_paths: Iterable[str], shop: Shop, keys: Cleaner) -> Iterator[Due]:
    limits = shop.settings.to_limits()
    for raw_path in raw_paths:
        found = read_input(shop.folders.raw, raw_path, limits=limits)
        yield found, "" if isinstance(found, Unreadable) else keys.key(found)


def _reasons(treated: Treated, done: Done, ledger: Ledger, shop: Shop) -> frozenset[str]:
    """Why the article of a capture changes: what its evidence says today and did not say then, or the reverse."""
    entry = ledger.article(done.article_id) if done.article_id and done.status in _CHANGING else None
    if entry is None or not treated.audit:
        return frozenset()
    return _compare(read_bytes(inside(shop.folders.audit, entry.path)), treated.audit, shop.settings.to_policy())


def _compare(before: bytes | None, after: str, policy: Policy) -> frozenset[str]:
    try:
        then = read_audit(before or b"")
    except ValueError:
        return frozenset({"new"})
    return changed_reasons(then, read_audit(after), policy) or frozenset({"fields only"})
