# SPDX-License-Identifier: GPL-3.0-or-later
"""The index beside the log: full text of all messages, and who talked with whom. See `port.IndexStore`.

A follower thread reads what was committed and writes a SQLite file of its own, so the log's writer never waits for
it. How far it has come is saved in the same transaction as what it has indexed: after a crash it goes on there. A
batch is a few statements that run inside SQLite, without a step of Python for each message. A question first lets
the follower catch up, so what was just acknowledged is found.

The file holds nothing that the log does not: one that is damaged, of another version, or that does not belong to this
log is thrown away and built again. Erased messages are deleted from it; `forget` deletes what retention takes.

Each message carries tokens for who may find it: its conversation (`c…`) and, if it is between two people, both
identities (`i…`); and one for its sender's nickname (`n…`). They are hexadecimal, so a query needs no quoting rules
but that of the words, which are quoted: no text is a syntax error.
"""

import contextlib
import logging
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from services.chat.events import EVERYONE, NOBODY, Record
from services.chat.files import database_advice
from services.chat.log import erasing
from services.chat.log.directory import SEARCH
from services.chat.log.port import LogError, Peer, Position, Query, Stored
from services.chat.log.sqlite import COLUMNS, closed_on_failure, first_seq, readable
from services.chat.names import fold

logger: Final = logging.getLogger(__name__)
FILE: Final = SEARCH
VERSION: Final = 2 if erasing.FTS_ERASES else 102  # an older SQLite can't read what erases by itself
AT_ONCE: Final = 2000  # rows of the log in one transaction
PAUSE: Final = 0.2  # seconds between two transactions, at least, while nobody asks
PATIENCE: Final = 3.0  # seconds that a question waits for the follower
LONGEST: Final = 3.0  # seconds that a search may take
MOST_AT_ONCE: Final = 10_000  # messages of one millisecond that an answer may end with
PREFIX: Final = 3  # characters from which a word also finds longer ones
SCHEMA: Final = """
create table position (seq integer not null, msgid text not null) strict;
insert into position values (0, '');
create virtual table message using fts5 (
    place, nick, text, columnsize = 0, tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co So'"
);
create table peer (
    identity text not null, other text not null, nick text not null, folded text not null, time integer not null,
    primary key (identity, other)
) strict, without rowid;
create index peer_by_time on peer (identity, time);
create index peer_by_nick on peer (identity, folded, time);
"""
# Each takes the positions (from, to]. A direct conversation is two identities with a line feed between them.
_NICK: Final = "substr(source, 1, instr(source || '!', '!') - 1)"
_FOLDED: Final = "case when {0} glob '*[^ -~]*' then folded({0}) else lower({0}) end"  # seldom a step of Python
_ONE: Final = "substr(conversation, 1, instr(conversation, char(10)) - 1)"
_OTHER: Final = "substr(conversation, instr(conversation, char(10)) + 1)"
_NEW: Final = f"from log.event where seq > ? and seq <= ? and shown = {EVERYONE} and conversation != ''"
FEED_MESSAGES: Final = f"""
insert into message (rowid, place, nick, text)
select seq, 'c' || hex(conversation) || case when instr(conversation, char(10))
    then ' i' || hex({_ONE}) || ' i' || hex({_OTHER}) else '' end, 'n' || hex({_FOLDED.format(_NICK)}), text {_NEW}
"""
_SENDER: Final = "case account when '' then '*' || json_extract(extra, '$[2]') else account end"
_TALKS: Final = f"""
select time, {_NICK} as nick, json_extract(extra, '$[1]') as target, {_SENDER} as sender,
    case when {_ONE} = {_SENDER} then {_OTHER} else {_ONE} end as receiver
{_NEW} and instr(conversation, char(10))
"""
FEED_PEERS: Final = tuple(
    f"""
insert into peer (identity, other, nick, folded, time)
select {identity}, {other}, {nick}, {_FOLDED.format(nick)}, max(time) from ({_TALKS}) where true group by 1, 2
on conflict do update set nick = excluded.nick, folded = excluded.folded, time = excluded.time
"""
    for identity, other, nick in (("sender", "receiver", "target"), ("receiver", "sender", "nick"))
)
FEED_ERASED: Final = f"""
delete from message where rowid in (
    select gone.seq from log.event as act join log.event as gone
        on gone.conversation = act.conversation and gone.conversation != '' and gone.shown = {NOBODY}
        and gone.time = json_extract(act.extra, '$.sent') and gone.msgid = json_extract(act.extra, '$.erased')
    where act.seq > ? and act.seq <= ? and act.kind = 'MessageRedacted')
"""


class Follower:
    """Keeps the index. `wake` it after each commit; it may be called from any thread."""

    def __init__(self, log: Path) -> None:
        """`log` is the log's file; the index is beside it. Raises LogError when that can't be written."""
        self.path = log.parent / FILE
        self._log = log
        self._state = threading.Condition()
        self._news = True
        self._wanted = 0
        self._closed = False
        self._damaged = False
        self._erased = False
        self._position = 0
        self.generation = 0
        try:
            self._db = self._open()
        except sqlite3.Error as error:
            advice = database_advice(self.path)
            raise LogError(f"The search index {self.path} can't be made ({error}); {advice}.") from error
        self._thread = threading.Thread(target=self._follow, name="indexer", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Something was committed."""
        if not self._news:  # else it knows
            with self._state:
                self._news = True
                self._state.notify_all()

    def reach(self, seq: int, patience: float = PATIENCE) -> None:
        """Wait until everything up to `seq` is indexed. Raises LogError when that takes too long."""
        with self._state:
            if self._position >= seq:
                return
            self._wanted, self._news = max(self._wanted, seq), True
            self._state.notify_all()
            if not self._state.wait_for(lambda: self._position >= seq or self._closed, patience) or self._closed:
                raise LogError("The search index is still being built.")

    def suspect(self, error: sqlite3.Error) -> None:
        """A reader met this: build the file anew if it is damaged."""
        if not isinstance(error, sqlite3.OperationalError):
            with self._state:
                self._damaged = self._news = True
                self._state.notify_all()

    def forget(self, seqs: Sequence[int]) -> None:
        """Delete these messages, which the log is about to delete. From any thread but the follower's."""
        self.reach(max(seqs), patience=60)
        with contextlib.closing(self._connect()) as db:
            db.execute("begin immediate")
            db.executemany("delete from message where rowid = ?", [(seq,) for seq in seqs])
            db.execute("commit")
        self._erased = True
        self.wake()

    def close(self) -> None:
        """Stop, after the transaction under way."""
        with self._state:
            self._closed = True
            self._state.notify_all()
        self._thread.join()
        self._db.close()

    def _open(self, anew: bool = False) -> sqlite3.Connection:
        if not anew and self.path.exists():
            with contextlib.suppress(sqlite3.DatabaseError), closed_on_failure(self._connect()) as db:
                if self._fits(db):
                    return db
                db.close()
        if self.path.exists():
            logger.info("the search index is built anew", extra={"path": str(self.path)})
        self._position = 0
        self.generation += 1
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)
        db = self._connect()
        db.executescript(f"begin; {SCHEMA} pragma user_version = {VERSION}; commit;")
        erasing.prepare_full_text(db, "message")
        return db

    def _connect(self) -> sqlite3.Connection:
        with closed_on_failure(
            sqlite3.connect(self.path.absolute().as_uri(), uri=True, isolation_level=None, check_same_thread=False)
        ) as db:
            db.execute("pragma journal_mode = wal")
            db.execute("pragma synchronous = normal")
            erasing.prepare(db)
            db.create_function("folded", 1, fold, deterministic=True)
            db.execute("attach ? as log", (f"{self._log.absolute().as_uri()}?mode=ro",))
        return db

    def _fits(self, db: sqlite3.Connection) -> bool:
        if db.execute("pragma user_version").fetchone()[0] != VERSION:
            return False
        seq, msgid = db.execute("select seq, msgid from position").fetchone()
        newest = db.execute("select coalesce(max(seq), 0) from log.event").fetchone()[0]
        known = db.execute("select msgid from log.event where seq = ?", (seq,)).fetchone()
        if seq > newest or (known is not None and known[0] != msgid):
            return False
        self._position = seq
        return True

    def _follow(self) -> None:
        """People who talk come first: without questions one transaction in each pause, and a tenth of the time."""
        pause = PAUSE
        while True:
            with self._state:
                self._state.wait_for(lambda: self._news or self._closed)
                self._state.wait_for(lambda: self._wanted > self._position or self._closed, pause)
                if self._closed:
                    return
                self._news = False
            begun = time.monotonic()
            try:
                if self._damaged:
                    raise sqlite3.DatabaseError("a reader found it damaged")
                if self._feed() or self._purge():
                    self._news = True
            except sqlite3.Error as error:
                logger.exception("the search index could not be written")
                self._recover(error)
            pause = max(PAUSE, 9 * (time.monotonic() - begun))

    def _recover(self, error: sqlite3.Error) -> None:
        """Build a damaged file anew at once; wait a while for a disk that is full."""
        if not isinstance(error, sqlite3.OperationalError):
            with contextlib.suppress(sqlite3.Error):
                self._db.close()
                self._db = self._open(anew=True)
                self._damaged = False
        with self._state:
            if isinstance(error, sqlite3.OperationalError):
                self._state.wait_for(lambda: self._closed, 5)
            self._news = True

    def _feed(self) -> bool:
        """Index the next rows of the log. Whether there are more."""
        db, start = self._db, self._position
        newest = db.execute("select coalesce(max(seq), 0) from log.event").fetchone()[0]
        end = min(newest, start + AT_ONCE)
        if end <= start:
            return False
        db.execute("begin immediate")
        try:
            for statement in (FEED_MESSAGES, *FEED_PEERS):
                db.execute(statement, (start, end))
            erased = db.execute(FEED_ERASED, (start, end)).rowcount
            db.execute(
                "update position set seq = ?1,"
                " msgid = coalesce((select msgid from log.event where seq = ?1), '')", (end,)
            )  # fmt: skip
            db.execute("commit")
        except sqlite3.Error:
            if db.in_transaction:
                db.execute("rollback")
            raise
        with self._state:
            self._position = end
            self._state.notify_all()
        self._erased = self._erased or erased > 0
        return bool(end < newest)

    def _purge(self) -> bool:
        """What was deleted is in no file any more. Whether that has to be tried again."""
        if not self._erased:
            return False
        self._erased = False
        erasing.purge_full_text(self._db, "message")
        self._erased = not erasing.empty_wal(self._db) or self._erased
        return self._erased


class SqliteIndex:
    """Asks the index. Open and use it in one thread."""

    def __init__(self, log: Path, follower: Follower) -> None:
        self._follower = follower
        self._log = log
        self._deadline = 0.0
        self._generation = follower.generation
        self._db = self._connect()

    def search(self, query: Query) -> list[Stored]:
        """See `IndexStore.search`."""
        match = match_of(query)
        with self._asking():
            low, high = (first_seq(self._db, moment, "log.event") for moment in (query.since, query.until + 1))
            found = self._matches(match, query, low, high)
            if len(found) == query.limit:  # all of the last one's millisecond: who goes on from there would miss it
                time, seq = found[-1].position
                low, high = (first_seq(self._db, moment, "log.event") for moment in (time, time + 1))
                low, high = (low, seq - 1) if query.newest else (seq + 1, high - 1)
                found += self._matches(match, query._replace(limit=MOST_AT_ONCE), low, high)
        return sorted(found, key=lambda stored: stored.position)

    def _matches(self, match: str, query: Query, low: int, high: int) -> list[Stored]:
        """What is found and may be read among these sequence numbers, at most as many as the query wants."""
        order = "desc" if query.newest else "asc"
        found: list[Stored] = []
        while len(found) < query.limit and low <= high:
            seqs = [
                row[0]
                for row in self._db.execute(
                    "select rowid from message where message match ? and rowid between ? and ?"
                    f" order by rowid {order} limit ?", (match, low, high, query.limit),
                )
            ]  # fmt: skip
            found += [stored for seq in seqs if (stored := self._readable(seq, query)) is not None]
            if len(seqs) < query.limit:
                break
            low, high = (low, seqs[-1] - 1) if query.newest else (seqs[-1] + 1, high)
        return found[: query.limit]

    def peers(self, identity: str, low: int, high: int, limit: int, newest: bool) -> list[Peer]:
        """See `IndexStore.peers`."""
        order = "desc" if newest else "asc"
        with self._asking():
            rows = self._db.execute(
                "select other, nick, time from peer where identity = ? and time > ? and time < ?"
                f" order by time {order} limit ?", (identity, low, high, limit),
            ).fetchall()  # fmt: skip
            if len(rows) == limit:  # all of the last one's millisecond, or those who go on from there would miss them
                rows = [row for row in rows if row[2] != rows[-1][2]] + self._db.execute(
                    "select other, nick, time from peer where identity = ? and time = ?", (identity, rows[-1][2])
                ).fetchall()
        return [Peer(*row) for row in rows]

    def peer_named(self, identity: str, nick: str) -> Peer | None:
        """See `IndexStore.peer_named`."""
        with self._asking():
            row = self._db.execute(
                "select other, nick, time from peer where identity = ? and folded = ? order by time desc limit 1",
                (identity, nick),
            ).fetchone()
        return Peer(*row) if row else None

    def close(self) -> None:
        """See `IndexStore.close`."""
        self._db.close()

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(
            f"{self._follower.path.absolute().as_uri()}?mode=ro",
            uri=True, isolation_level=None, check_same_thread=False,
        )  # fmt: skip
        with closed_on_failure(db):
            db.execute("attach ? as log", (f"{self._log.absolute().as_uri()}?mode=ro",))
        db.set_progress_handler(lambda: time.monotonic() > self._deadline, 20_000)
        return db

    @contextlib.contextmanager
    def _asking(self) -> Iterator[None]:
        self._deadline = time.monotonic() + PATIENCE + LONGEST
        try:
            newest = self._db.execute("select coalesce(max(seq), 0) from log.event").fetchone()[0]
            self._follower.reach(newest)
            if self._generation != self._follower.generation:
                self._db.close()
                self._generation, self._db = self._follower.generation, self._connect()
            yield
        except sqlite3.Error as error:
            self._follower.suspect(error)
            raise LogError(f"The search index can't be read ({error}).") from error

    def _readable(self, seq: int, query: Query) -> Stored | None:
        """The message, if it is still there and the asker may read it: what the tokens said, exactly."""
        row = self._db.execute(f"select time, seq, {COLUMNS} from log.event where seq = ?", (seq,)).fetchone()
        if row is None:
            return None
        position, record = Position(row[0], row[1]), Record._make(row[2:])
        own = query.identity and query.identity in record.conversation.split("\n") and "\n" in record.conversation
        if record.shown != EVERYONE or not (
            own
            or any(p.conversation == record.conversation and p.since <= record.time <= p.until for p in query.places)
        ):
            return None
        if query.nick and fold(record.source.partition("!")[0]) != query.nick:
            return None
        event = readable(record) if query.since <= record.time <= query.until else None
        return Stored(position, event) if event is not None else None


def match_of(query: Query) -> str:
    """The query in FTS5's language."""
    tokens = dict.fromkeys(f'"c{place.conversation.encode().hex()}"' for place in query.places)
    if query.identity:
        tokens[f'"i{query.identity.encode().hex()}"'] = None
    parts = [f"place : ({' OR '.join(tokens)})"]
    if query.nick:
        parts.append(f'nick : "n{query.nick.encode().hex()}"')
    parts += [f"text : {_quoted(word)}" for word in query.words]
    return " AND ".join(parts)


def _quoted(word: str) -> str:
    quoted = '"' + word.replace('"', '""').replace("\0", " ") + '"'
    return f"{quoted} *" if len(word) >= PREFIX else quoted
