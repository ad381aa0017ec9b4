# SPDX-License-Identifier: GPL-3.0-or-later
"""SASL from the client's side against protocol's server side; registering an account."""

import base64

from clients.session import events as ev
from clients.session.model import ConnectionState
from protocol.scram import ScramServer, derive, parse_client_first
from tests.clients.session.stage import Stage


def offered(mechanisms: str, *, secure: bool = False, **config: object) -> Stage:
    stage = Stage(account="ally", password="pencil", **config)  # type: ignore[arg-type]
    stage.connect(secure=secure)
    stage.said.clear()
    stage.feed(f":irc.test CAP * LS :sasl={mechanisms}", ":irc.test CAP * ACK :sasl")
    stage.said = [line for line in stage.said if not line.startswith(("NICK", "USER"))]
    assert stage.said.pop(0) == "CAP REQ sasl"
    return stage


def test_plain_on_loopback() -> None:
    stage = offered("PLAIN")
    token = base64.b64encode(b"\0ally\0pencil").decode()
    stage.play(f"""
        C: AUTHENTICATE PLAIN
        S: AUTHENTICATE +
        C: AUTHENTICATE {token}
        S: :irc.test 900 alice alice!u@h ally :You are now logged in as ally
        S: :irc.test 903 alice :SASL authentication successful
        C: CAP END
    """)
    assert stage.network.account == "ally"
    assert stage.seen(ev.AccountChanged) == [ev.AccountChanged("ally")]


def test_a_password_does_not_cross_a_network_in_the_clear() -> None:
    stage = offered("PLAIN", host="chat.example")
    assert not [line for line in stage.said if "AUTHENTICATE" in line]
    assert stage.seen(ev.Refused)[0].way_on is ev.WayOn.CHECK_PASSWORD
    assert stage.network.state is ConnectionState.OFFLINE
    allowed = offered("PLAIN", host="chat.example", allow_plaintext_password=True)
    assert allowed.said == ["AUTHENTICATE PLAIN"]
    encrypted = offered("PLAIN", host="chat.example", secure=True)
    assert encrypted.said == ["AUTHENTICATE PLAIN"]


def scram(stage: Stage, password: str = "pencil") -> ScramServer:
    """The server's first answer."""
    assert stage.said.pop(0) == "AUTHENTICATE SCRAM-SHA-256"
    stage.feed("AUTHENTICATE +")
    first = parse_client_first(base64.b64decode(stage.said.pop(0).partition(" ")[2]))
    assert first.user == "ally"
    server = ScramServer(first, derive(password, b"salt and pepper", 4096), "servernonce")
    stage.feed(f"AUTHENTICATE {base64.b64encode(server.first()).decode()}")
    return server


def test_scram_first_where_it_is_offered() -> None:
    stage = offered("PLAIN,SCRAM-SHA-256", host="chat.example")
    server = scram(stage)
    final = server.final(base64.b64decode(stage.said.pop(0).partition(" ")[2]))
    stage.feed(f"AUTHENTICATE {base64.b64encode(final).decode()}")
    stage.play("""
        C: AUTHENTICATE +
        S: :irc.test 903 alice :SASL authentication successful
        C: CAP END
    """)


def test_a_server_that_cannot_prove_itself_is_left() -> None:
    stage = offered("SCRAM-SHA-256")
    scram(stage)
    stage.said.clear()
    stage.feed(f"AUTHENTICATE {base64.b64encode(b'v=' + base64.b64encode(b'x' * 32)).decode()}")
    assert stage.said[0] == "AUTHENTICATE *"
    assert "could not prove" in stage.seen(ev.Refused)[0].sentence
    assert stage.network.state is ConnectionState.OFFLINE


def test_success_without_proof_is_none() -> None:
    stage = offered("SCRAM-SHA-256")
    scram(stage)
    stage.feed(":irc.test 903 alice :SASL authentication successful")
    assert stage.network.state is ConnectionState.OFFLINE


def test_a_wrong_password_is_a_sentence_and_nobody_goes_in_as_somebody_else() -> None:
    stage = offered("PLAIN")
    stage.feed("AUTHENTICATE +", ":irc.test 904 alice :SASL authentication failed")
    assert "CAP END" not in stage.said
    assert stage.seen(ev.Refused)[0].way_on is ev.WayOn.CHECK_PASSWORD
    assert stage.network.state is ConnectionState.OFFLINE
    stage.session.set_password("ally", "right")
    stage.do("connect")
    assert stage.network.state is ConnectionState.CONNECTING


def test_mechanisms_of_an_older_server_are_tried() -> None:
    """sasl-3.1: no list; 908 names them after the first attempt."""
    stage = Stage(account="ally", password="pencil")
    stage.connect()
    stage.said.clear()
    stage.play("""
        S: :irc.test CAP * LS :sasl
        C: NICK alice
        C: USER alice 0 * alice
        C: CAP REQ sasl
        S: :irc.test CAP * ACK :sasl
        C: AUTHENTICATE SCRAM-SHA-256
        S: :irc.test 904 alice :SASL authentication failed
        C: AUTHENTICATE PLAIN
        S: AUTHENTICATE +
        C: AUTHENTICATE *
    """)


def test_an_account_is_registered() -> None:
    """draft/account-registration"""
    stage = Stage()
    stage.online()
    stage.do("register_account", "", "pencil", "")
    stage.play("""
        C: REGISTER * * pencil
        S: :irc.test REGISTER SUCCESS alice :Account created
        S: :irc.test 900 alice alice!u@h alice :You are now logged in as alice
    """)
    assert stage.seen(ev.AccountRegistered)[0].account == "alice"
    assert (stage.session.config.account, stage.session.config.password) == ("alice", "pencil")
    assert "pencil" not in repr(stage.session.config)


def test_a_code_is_wanted_and_given() -> None:
    stage = Stage()
    stage.online()
    stage.do("register_account", "ally", "pencil", "a@b.example")
    stage.play("""
        C: REGISTER ally a@b.example pencil
        S: :irc.test REGISTER VERIFICATION_REQUIRED ally :Look into your mail
    """)
    assert stage.seen(ev.AccountRegistered)[0].verify
    stage.do("verify_account", "ally", "1234")
    stage.play("""
        C: VERIFY ally 1234
        S: :irc.test FAIL VERIFY INVALID_CODE ally :Wrong code
    """)
    assert stage.seen(ev.Refused)[0].sentence == "Wrong code"
    stage.feed(":irc.test VERIFY SUCCESS ally :Welcome")
    assert stage.network.account == "ally"


def test_logging_in_later() -> None:
    stage = Stage(caps="sasl=PLAIN")
    stage.online()
    stage.do("login", "ally", "pencil")
    stage.play("""
        C: AUTHENTICATE PLAIN
        S: AUTHENTICATE +
        C: AUTHENTICATE *
        S: :irc.test 904 alice :no
    """)
    assert stage.network.state is ConnectionState.ONLINE
    assert stage.seen(ev.Refused)


def test_a_server_that_wants_a_million_rounds_is_refused_before_any_is_done() -> None:
    """RFC 7677 says at least 4096; nobody needs a hundred thousand."""
    for rounds in (100_001, 1_000_000, 10**9, 10**60):
        stage = offered("SCRAM-SHA-256,PLAIN", host="chat.example", secure=True)
        assert stage.said.pop(0) == "AUTHENTICATE SCRAM-SHA-256"
        stage.feed("AUTHENTICATE +")
        nonce = parse_client_first(base64.b64decode(stage.said.pop(0).partition(" ")[2])).nonce
        challenge = f"r={nonce}server,s=c2FsdA==,i={rounds}".encode()
        stage.feed(f"AUTHENTICATE {base64.b64encode(challenge).decode()}")
        assert "AUTHENTICATE *" in stage.said
        assert not [line for line in stage.said if "PLAIN" in line], "and the password is not given away instead"
        assert "far more work" in stage.seen(ev.Refused)[0].sentence
        assert stage.network.state is ConnectionState.OFFLINE
