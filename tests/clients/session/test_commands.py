# SPDX-License-Identifier: GPL-3.0-or-later
"""What is typed: /commands as a table, and completion."""

import pytest

from clients.session import events as ev
from clients.session.commands import TABLE
from clients.session.completion import complete
from clients.session.model import Network
from tests.clients.session.stage import Stage, said_at


def stage_in_room() -> Stage:
    stage = Stage(caps="multi-prefix")
    stage.online(isupport="CASEMAPPING=ascii")
    stage.join("#room", "bob", "carol")
    return stage


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("hello", ["PRIVMSG #room :hello"]),
        ("//etc/passwd", ["PRIVMSG #room :/etc/passwd"]),
        ("/me waves", ["PRIVMSG #room :\x01ACTION waves\x01"]),
        ("/ME waves", ["PRIVMSG #room :\x01ACTION waves\x01"]),
        ("/msg bob hi there", ["PRIVMSG bob :hi there"]),
        ("/query bob", []),
        ("/query bob hi", ["PRIVMSG bob :hi"]),
        ("/notice bob hi", ["NOTICE bob :hi"]),
        ("/nick alicia", ["NICK alicia"]),
        ("/join #a,#b", ["JOIN #a", "JOIN #b"]),
        ("/j lounge", ["JOIN #lounge"]),
        ("/part", ["PART #room"]),
        ("/topic new topic", ["TOPIC #room :new topic"]),
        ("/topic #room other", ["TOPIC #room other"]),
        ("/kick bob be gone", ["KICK #room bob :be gone"]),
        ("/invite dave", ["INVITE dave #room"]),
        ("/away lunch", ["AWAY lunch"]),
        ("/back", ["AWAY"]),
        ("/whois bob", ["WHOIS bob bob"]),
        ("/list", ["LIST"]),
        ("/mode +m", ["MODE #room +m"]),
        ("/mode alice +i", ["MODE alice +i"]),
        ("/op bob carol", ["MODE #room +o bob", "MODE #room +o carol"]),
        ("/ban bob", ["MODE #room +b bob!*@*"]),
        ("/ns identify x", ["PRIVMSG NickServ :identify x"]),
        ("/cs help", ["PRIVMSG ChanServ help".replace("help", ":help")]),
        ("/raw version", ["VERSION"]),
        ("/quote PRIVMSG #room :a b", ["PRIVMSG #room :a b"]),
        ("/setname Al", ["SETNAME Al"]),
        ("/quit bye", ["QUIT bye"]),
        ("/exit", ["QUIT"]),
        ("/say /usr/bin is full", ["PRIVMSG #room :/usr/bin is full"]),
        ("/usr/bin is full\n/tmp is not", ["PRIVMSG #room :/usr/bin is full", "PRIVMSG #room :/tmp is not"]),
        ("/msg bob one\ntwo", ["PRIVMSG bob :one", "PRIVMSG bob :two"]),
    ],
)
def test_typed_and_said(typed: str, said: list[str]) -> None:
    stage = stage_in_room()
    stage.do("submit", "#room", typed)
    assert [line for line in stage.said if not line.startswith("PING sent-")] == said
    assert not [event for event in stage.seen(ev.Notice) if event.error]


@pytest.mark.parametrize(
    "typed",
    ["/frobnicate", "/nick", "/msg bob", "/kick", "/me", "/join", "/raw", "/whois", "/quit\nnow", "/usr/bin x"],
)
def test_what_cannot_be_done_is_a_sentence_and_the_text_stays(typed: str) -> None:
    stage = stage_in_room()
    stage.do("submit", "#room", typed)
    assert stage.said == []
    assert stage.seen(ev.Notice)[-1].error
    assert stage.seen(ev.DraftChanged) == [ev.DraftChanged("#room", typed)]


def test_a_mistyped_command_is_not_said_aloud() -> None:
    stage = stage_in_room()
    stage.do("submit", "#room", "/mgs bob my password is 123")
    assert stage.said == []


def test_help_lists_every_command() -> None:
    stage = stage_in_room()
    stage.do("submit", "#room", "/help")
    lines = [item.text for item in stage.network.rooms["#room"].items]
    for command in TABLE:
        assert any(line.startswith(command.usage) for line in lines)
    stage.do("submit", "#room", "/help kick")
    assert stage.network.rooms["#room"].items[-1].text.startswith("/kick")


def test_the_table_has_no_name_twice() -> None:
    names = [name for command in TABLE for name in (command.name, *command.aliases)]
    assert len(names) == len(set(names))
    assert [command.name for command in TABLE] == sorted(command.name for command in TABLE)


def test_leaving_is_asked_of_the_front_end() -> None:
    stage = stage_in_room()
    stage.do("submit", "#room", "/exit")
    assert stage.seen(ev.QuitRequested)
    assert stage.seen(ev.CloseRequested)


def test_drafts_are_kept() -> None:
    from clients.session.store import Store

    store = Store(":memory:")
    stage = Stage(store=store)
    stage.online()
    stage.join()
    stage.do("set_draft", "#room", "half a thou")
    again = Stage(store=store)
    assert again.network.rooms["#room"].draft == "half a thou"


# --- completion -----------------------------------------------------------------------------------------------------


def labels(stage: Stage, text: str, room: str = "#room") -> list[str]:
    return [candidate.insert for candidate in stage.session.complete(room, text, len(text)).candidates]


def test_nicks_by_who_spoke_last() -> None:
    stage = stage_in_room()
    stage.feed(":bert!u@h JOIN #room")
    assert labels(stage, "b") == ["bert: ", "bob: "]
    stage.feed(":bob!u@h PRIVMSG #room :me first")
    assert labels(stage, "b") == ["bob: ", "bert: "]
    assert labels(stage, "ask B") == ["bob ", "bert "]
    assert labels(stage, "ask @be") == ["bert "]
    assert labels(stage, "al") == [], "nobody completes themselves"
    assert labels(stage, "") == []


def test_rooms_unread_first() -> None:
    stage = stage_in_room()
    stage.join("#rest")
    stage.now += 5
    stage.feed(said_at(9, "x", room="#rest"))
    assert labels(stage, "#r") == ["#rest ", "#room "]


def test_commands_complete_at_the_start_only() -> None:
    stage = stage_in_room()
    assert labels(stage, "/to")[0] == "/topic "
    assert labels(stage, "say /to") == []


def test_emoji_by_name() -> None:
    stage = stage_in_room()
    assert "👍 " in labels(stage, ":thumbs_up")
    assert labels(stage, ":") == []


def test_what_stands_around_the_cursor_stays() -> None:
    completion = complete(Network("n", nick="me"), None, "hello wor ld", 9)
    assert (completion.start, completion.end) == (6, 9)


@pytest.mark.parametrize("before", ["(", '"', "hello (", "see,", "„", "[", "a, (", "**"])
def test_a_word_may_begin_behind_what_opens_it(before: str) -> None:
    stage = stage_in_room()
    assert labels(stage, f"{before}bo") == ["bob "]
    assert labels(stage, f"{before}@bo") == ["bob "]
    assert labels(stage, f"{before}#ro") == ["#room "]
    assert "👍 " in labels(stage, f"{before}:thumbs_up")
    found = stage.session.complete("#room", f"{before}bo", len(before) + 2)
    assert (found.start, found.end) == (len(before), len(before) + 2), "what opens it stays"


def test_a_name_with_a_bracket_is_one_word() -> None:
    stage = stage_in_room()
    stage.feed(":[bob]!u@h JOIN #room")
    assert labels(stage, "[bo") == ["[bob]: "]
