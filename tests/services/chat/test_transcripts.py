# SPDX-License-Identifier: GPL-3.0-or-later
"""Transcripts: each line, where it goes, and what happens when the disk refuses."""

from __future__ import annotations

import dataclasses
import logging
import os
import resource
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.chat.events import (
    ChannelModesChanged,
    ChannelRenamed,
    Event,
    Joined,
    Kicked,
    MessageRedacted,
    MessageSent,
    MultilineSent,
    NickChanged,
    Parted,
    TagsSent,
    TopicChanged,
    UserQuit,
)
from services.chat.transcripts import MOST_UNWRITTEN, Transcripts, file_name, told

NOON = int(time.mktime((2026, 3, 4, 12, 3, 44, 0, 0, -1))) * 1000
ALICE = ("u1", "alice!~a@host", "")
LOBBY = ("#lobby", "#Lobby")


def message(text: str, **other: str) -> MessageSent:
    fields = {"conversation": "#lobby", "command": "PRIVMSG", "target": "#Lobby"} | other
    return MessageSent(NOON, "m", *ALICE, text=text, **fields)


LINES: list[tuple[Event, str]] = [
    (message("hello"), "<alice> hello"),
    (message("\x01ACTION waves\x01"), "* alice waves"),
    (message("note", command="NOTICE"), "-alice- note"),
    (message("psst", floor="o", target="@#Lobby"), "<alice to @#Lobby> psst"),
    (message("a\x02bold\x0f \x1b[2J\u202ex\x85"), "<alice> abold \\x1b[2J\\u202ex\\x85"),
    (message("👩‍👩‍👧 naïve"), "<alice> 👩‍👩‍👧 naïve"),
    (message("\x01VERSION\x01"), ""),
    (message("", command="TAGMSG"), ""),
    (Joined(NOON, "m", *ALICE, *LOBBY, "Alice"), "*** alice has joined"),
    (Parted(NOON, "m", *ALICE, *LOBBY, ""), "*** alice has left"),
    (Parted(NOON, "m", *ALICE, *LOBBY, "tea"), "*** alice has left (tea)"),
    (Kicked(NOON, "m", *ALICE, *LOBBY, "u2", "bob", "rude"), "*** bob was removed by alice (rude)"),
    (TopicChanged(NOON, "m", *ALICE, *LOBBY, "tea"), "*** alice has set the topic: tea"),
    (TopicChanged(NOON, "m", *ALICE, *LOBBY, ""), "*** alice has removed the topic"),
    (
        ChannelModesChanged(NOON, "m", *ALICE, *LOBBY, (("+", "o", "bob"), ("-", "n", ""))),
        "*** alice has set the mode +o bob -n",
    ),
    (
        ChannelModesChanged(NOON, "m", *ALICE, *LOBBY, (("+", "k", "sesame"),)),
        "*** alice has set the mode +k *",
    ),
    (
        MessageRedacted(NOON, "m", *ALICE, "#lobby", "#Lobby", "m0", NOON - 4000, "oops"),
        "*** alice has taken back a message of 12:03:40 (oops)",
    ),
    (UserQuit(NOON, "m", *ALICE, "bye"), "*** alice has left the server (bye)"),
    (NickChanged(NOON, "m", *ALICE, "ally"), "*** alice is now called ally"),
]


@pytest.mark.parametrize(("event", "text"), LINES, ids=[f"{type(e).__name__}-{t[:20]}" for e, t in LINES])
def test_each_event_is_one_line(event: Event, text: str) -> None:
    assert told(event) == (f"[12:03:44] {text}\n" if text else "")


def test_a_message_of_several_lines_is_as_many() -> None:
    event = MultilineSent(NOON, "m", *ALICE, "#lobby", "PRIVMSG", "#Lobby", "one\n\x01\ntwo")
    assert told(event) == "[12:03:44] <alice> one\n[12:03:44] <alice> \\x01\n[12:03:44] <alice> two\n"


@pytest.fixture
def transcripts(tmp_path: Path) -> Iterator[Transcripts]:
    made = Transcripts(tmp_path / "rooms", most_open=2, look_seconds=0)
    yield made
    made.close()


def test_a_room_has_a_file_for_each_day(tmp_path: Path, transcripts: Transcripts) -> None:
    transcripts.write([message("one"), message("two")])
    transcripts.write([message("three")])
    assert (tmp_path / "rooms" / "#lobby" / "2026-03-04.log").read_text() == (
        "[12:03:44] <alice> one\n[12:03:44] <alice> two\n[12:03:44] <alice> three\n"
    )


def test_what_two_people_say_is_in_no_transcript(tmp_path: Path, transcripts: Transcripts) -> None:
    transcripts.write([message("secret", recipient="u2", target="bob", conversation="*u1\n*u2")])
    assert not (tmp_path / "rooms").exists()


def test_quits_and_new_names_are_told_where_the_person_is(tmp_path: Path, transcripts: Transcripts) -> None:
    transcripts.write([NickChanged(NOON, "m", *ALICE, "ally", conversations=("#a", "#b"))])
    transcripts.write([UserQuit(NOON, "m", *ALICE, "bye", conversations=("#b",))])
    transcripts.write([UserQuit(NOON, "m", *ALICE, "bye")])
    written = {path.parent.name: path.read_text().count("\n") for path in (tmp_path / "rooms").glob("*/*.log")}
    assert written == {"#a": 1, "#b": 2}


def test_files_of_days_that_are_not_kept_are_removed_once_a_day(tmp_path: Path) -> None:
    room = tmp_path / "rooms" / "#lobby"
    room.mkdir(parents=True)
    for name in ("2026-02-25.log", "2026-02-26.log", "2026-03-03.log", "notes.txt"):
        (room / name).touch()
    transcripts = Transcripts(tmp_path / "rooms", days=lambda: 6)
    transcripts.write([message("hello")])
    kept = ["2026-02-26.log", "2026-03-03.log", "2026-03-04.log", "notes.txt"]
    assert sorted(path.name for path in room.iterdir()) == kept
    (room / "2020-01-01.log").touch()
    transcripts.write([message("hello")])
    assert (room / "2020-01-01.log").exists()
    transcripts.write([dataclasses.replace(message("hello"), time=NOON + 86_400_000)])
    assert sorted(path.name for path in room.iterdir()) == [*kept[1:3], "2026-03-05.log", "notes.txt"]
    transcripts.close()


def test_only_a_few_files_are_open(tmp_path: Path, transcripts: Transcripts) -> None:
    rooms = [f"#room{number}" for number in range(20)]
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(2):
        transcripts.write([message("x", conversation=room) for room in rooms])
    assert len(os.listdir("/proc/self/fd")) <= before + 2
    assert all((tmp_path / "rooms" / room / "2026-03-04.log").read_text().count("\n") == 2 for room in rooms)


HOSTILE = [
    "#../../etc",
    "#/",
    "#..",
    "#a/b",
    "#%2F",
    "#a%2fb",
    "#\\",
    "#con",
    "#é",
    "#日本",
    "#" + "я" * 100,
    "#" + "я" * 101,
]


def test_no_two_rooms_share_a_directory_and_none_leaves_ours(tmp_path: Path, transcripts: Transcripts) -> None:
    transcripts.write([message("x", conversation=room) for room in HOSTILE])
    directories = list((tmp_path / "rooms").iterdir())
    assert len(directories) == len(HOSTILE)
    assert [path.name for path in tmp_path.iterdir()] == ["rooms"]
    assert all(len(os.fsencode(path.name)) < 255 for path in directories)


def test_names_of_rooms_stay_readable() -> None:
    assert file_name("#lobby") == "#lobby"
    assert file_name("#кухня") == "#кухня"
    assert file_name("#a.b/c") == "#a%2Eb%2Fc"
    assert file_name("#A") == "#%41"


def test_a_removed_file_is_made_again(tmp_path: Path, transcripts: Transcripts) -> None:
    transcripts.write([message("one")])
    path = tmp_path / "rooms" / "#lobby" / "2026-03-04.log"
    path.unlink()
    transcripts.write([message("two")])
    assert path.read_text() == "[12:03:44] <alice> two\n"


def test_a_disk_that_refuses_is_told_once_and_nothing_is_lost(
    tmp_path: Path, transcripts: Transcripts, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    (tmp_path / "rooms").write_text("a file where a directory has to be")
    transcripts.write([message("one")])
    transcripts.write([message("two")])
    (tmp_path / "rooms").unlink()
    transcripts.write([message("three")])
    said = (tmp_path / "rooms" / "#lobby" / "2026-03-04.log").read_text()
    assert [text[-4:].strip() for text in said.splitlines()] == ["one", "two", "hree"]
    assert [record.message for record in caplog.records] == [
        "transcripts cannot be written",
        "transcripts are written again",
    ]


def test_a_disk_that_is_full_in_the_middle_of_a_line(tmp_path: Path, transcripts: Transcripts) -> None:
    transcripts.write([message("one")])
    path = tmp_path / "rooms" / "#lobby" / "2026-03-04.log"
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 5, limits[1]))
    try:
        transcripts.write([message("two")])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_text() == "[12:03:44] <alice> one\n[12:0"
    transcripts.write([message("three")])
    assert path.read_text() == "[12:03:44] <alice> one\n[12:03:44] <alice> two\n[12:03:44] <alice> three\n"


def test_what_waits_for_the_disk_is_bounded_and_stays_whole_lines(tmp_path: Path, transcripts: Transcripts) -> None:
    (tmp_path / "rooms").write_text("in the way")
    batch = [message(f"{number:07d}" + "x" * 1000) for number in range(1000)]
    for _ in range(6):
        transcripts.write(batch)
    (tmp_path / "rooms").unlink()
    transcripts.write([message("last")])
    said = (tmp_path / "rooms" / "#lobby" / "2026-03-04.log").read_text()
    assert MOST_UNWRITTEN * 0.9 < len(said) < MOST_UNWRITTEN + 100
    assert said.endswith("<alice> last\n")
    assert {len(text) for text in said.splitlines()} == {
        len("[12:03:44] <alice> ") + 1007,
        len("[12:03:44] <alice> last"),
    }


def test_typing_is_not_written(tmp_path: Path, transcripts: Transcripts) -> None:
    transcripts.write([TagsSent(NOON, "m", *ALICE, "#lobby", "TAGMSG", "#Lobby", "", "+typing=active")])
    assert not (tmp_path / "rooms").exists()


def test_a_renamed_room_goes_on_under_its_new_name(tmp_path: Path, transcripts: Transcripts) -> None:
    transcripts.write([Joined(NOON, "m", *ALICE, *LOBBY, "Alice")])
    transcripts.write([ChannelRenamed(NOON, "m", *ALICE, *LOBBY, "#Den", "cosier")])
    transcripts.write([message("in the den", conversation="#den")])
    renamed = "[12:03:44] *** alice has renamed #Lobby to #Den (cosier)\n"
    old = (tmp_path / "rooms" / "#lobby" / "2026-03-04.log").read_text()
    assert old == "[12:03:44] *** alice has joined\n" + renamed
    assert (tmp_path / "rooms" / "#den" / "2026-03-04.log").read_text() == (renamed + "[12:03:44] <alice> in the den\n")
