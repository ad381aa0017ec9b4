# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings: where they come from, which wins, and the sentence for each mistake."""

from __future__ import annotations

import ipaddress
import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from services.chat.settings.load import SettingsError, keys, load
from services.chat.settings.model import Settings
from services.chat.settings.page import page
from services.chat.settings.values import Address

ROOT = Path(__file__).parents[4]
HASH = "$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaGhhc2g"


def from_toml(directory: Path, text: str, **environment: str) -> Settings:
    path = directory / "hubbub.toml"
    path.write_text(text, "utf-8")
    return load(path, environment)


def test_nothing_set_listens_on_this_machine_alone() -> None:
    settings = load(None, {})
    assert settings.listen == (Address("127.0.0.1", 9090),)
    assert settings.autojoin == ("#lobby",)
    assert settings.classic_room == "#lobby"
    assert settings.password is None
    assert settings == Settings()


def test_defaults_find_a_half_open_connection_within_90_seconds() -> None:
    assert Settings().limits.ping_interval + Settings().limits.ping_timeout <= 90


def test_the_environment_wins_over_the_file_key_by_key(tmp_path: Path) -> None:
    text = "network = 'File'\nserver_name = 'file.example'\n[limits]\nnick_length = 10\ntopic_length = 11"
    settings = from_toml(tmp_path, text, HUBBUB_NETWORK="Env", HUBBUB_LIMITS__NICK_LENGTH="12")
    assert (settings.network, settings.server_name) == ("Env", "file.example")
    assert (settings.limits.nick_length, settings.limits.topic_length) == (12, 11)


def test_lists_in_the_environment_are_comma_separated_and_may_be_empty() -> None:
    settings = load(None, {"HUBBUB_LISTEN": "0.0.0.0:9090, [::]:9091", "HUBBUB_AUTOJOIN": ""})
    assert settings.listen == (Address("0.0.0.0", 9090), Address("::", 9091))
    assert settings.autojoin == ()
    assert settings.classic_room == "#lobby"


def test_empty_variables_mean_not_set() -> None:
    empty = ("PASSWORD", "PASSWORD_FILE", "TLS_CERTIFICATE", "TLS_KEY", "MOTD_FILE", "METRICS_LISTEN", "PROXY_NETWORKS")
    assert load(None, {f"HUBBUB_{name}": "" for name in empty}) == Settings()


def test_tables_of_names(tmp_path: Path) -> None:
    text = f"operators.alice = '{HASH}'\n[webirc.kiwi]\npassword = 'p'\nnetworks = ['10.0.0.0/8']"
    settings = from_toml(tmp_path, text, HUBBUB_OPERATORS__BOB__PASSWORD=HASH, HUBBUB_OPERATORS__BOB__MASK="*@::1")
    assert settings.operators["alice"].mask == "*@*"
    assert settings.operators["bob"].mask == "*@::1"
    assert settings.webirc["kiwi"].networks == (ipaddress.ip_network("10.0.0.0/8"),)


def test_texts_from_files(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("open sesame\n")
    (tmp_path / "motd").write_text("Hello.\nBe kind.\n")
    settings = load(
        None, {"HUBBUB_PASSWORD_FILE": str(tmp_path / "secret"), "HUBBUB_MOTD_FILE": str(tmp_path / "motd")}
    )
    assert settings.password is not None
    assert settings.password.get_secret_value() == "open sesame"
    assert settings.motd == "Hello.\nBe kind."


def test_frozen() -> None:
    with pytest.raises(ValidationError):
        Settings().network = "Other"  # type: ignore[misc]


@pytest.mark.parametrize("service", ["HUBBUB", "HUBBUB_CHAT", "HUBBUB_WEB", "HUBBUB_LISTEN", "HUBBUB_CHAT_STAGING_2"])
def test_variables_that_container_platforms_add_are_not_ours(service: str) -> None:
    """Kubernetes' for a Service, and those of Docker's links, of each name that begins with hubbub."""
    added = {
        "SERVICE_HOST": "10.0.0.1",
        "SERVICE_PORT": "9090",
        "SERVICE_PORT_IRC": "9090",
        "PORT": "tcp://10.0.0.1:9090",
        "PORT_9090_TCP": "tcp://10.0.0.1:9090",
        "PORT_9090_TCP_PROTO": "tcp",
        "PORT_9090_TCP_PORT": "9090",
        "PORT_9090_TCP_ADDR": "fd00::1",
        "PORT_9090_UDP": "udp://10.0.0.1:9090",
        "NAME": "/web/chat",
        "ENV_PATH": "/usr/bin",
    }
    for name, value in added.items():
        load(None, {f"{service}_{name}": value})
    load(None, {f"{service}_{name}": value for name, value in added.items()})


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"HUBBUB_STS_PORT": "9090"}, "HUBBUB_STS_PORT is not known; did you mean HUBBUB_STS__PORT?"),
        ({"HUBBUB_NETWORK_NAME": "x"}, "HUBBUB_NETWORK_NAME is not known; did you mean HUBBUB_NETWORK?"),
        ({"HUBBUB_LISTEN_PORT": "9090"}, "HUBBUB_LISTEN_PORT is not known"),
    ],
)
def test_a_misspelt_setting_is_not_taken_for_one_of_those(variables: dict[str, str], sentence: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(sentence)):
        load(None, variables)


@pytest.mark.parametrize("text", ["two\nlines", "x" * 151, "é" * 76, "a\x02b", "nul\0"])
def test_a_description_is_one_short_line(text: str) -> None:
    with pytest.raises(SettingsError, match="The setting description must be a text of one line"):
        load(None, {"HUBBUB_DESCRIPTION": text})


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("nam = 'x'", "The setting nam is not known; did you mean names?"),
        ("limits.nick_lenght = 3", "The setting limits.nick_lenght is not known; did you mean limits.nick_length?"),
        ("xyzzy = 1", "The setting xyzzy is not known; docs/settings.md lists what can be set."),
        (
            "limits.nick_length = 'abc'",
            "The setting limits.nick_length must be a whole number from 1 to 128, not 'abc'.",
        ),
        ("limits.nick_length = 999", "The setting limits.nick_length must be a whole number from 1 to 128, not 999."),
        ("limits = 5", "The setting limits must be a table of settings."),
        ("names = 'latin'", "The setting names must be unicode or ascii, not 'latin'."),
        (
            "listen = ['127.0.0.1:1', 'x']",
            "The setting listen must be a list of addresses with a port, such as 127.0.0.1:9090 or [::1]:9090, "
            "not 'x'.",
        ),
        (
            "listen = []",
            "The setting listen must be a list of addresses with a port, such as 127.0.0.1:9090 or [::1]:9090, not [].",
        ),
        (
            "metrics_listen = '0.0.0.0:1'",
            "The setting metrics_listen must be empty, or a loopback address with a port, such as 127.0.0.1:9091, "
            "not '0.0.0.0:1'.",
        ),
        (
            "server_name = 'hub'",
            "The setting server_name must be a host name with a dot in it, of letters, digits, dots and hyphens, "
            "not 'hub'.",
        ),
        ("tls_key = 'k.pem'", "The setting tls_key needs tls_certificate as well; give both for TLS, or neither."),
        ("retention.days = true", "The setting retention.days must be a whole number, at least 0, not True."),
        ("limits.ping_interval = true", "The setting limits.ping_interval must be a number from 1 to 3600, not True."),
        ("limits.connect_rate = inf", "The setting limits.connect_rate must be a number, at least 0, not inf."),
        ("data_dir = ''", "The setting data_dir must be a directory, not ''."),
        ("log_dir = ''", "The setting log_dir must be a directory, not ''."),
        (
            "listen = ['127.0.0.1:9090', '[::1]:9090', '127.0.0.1:9090']",
            "The setting listen names 127.0.0.1:9090 more than once; keep one of them.",
        ),
        ("sts.duration = 1", "The setting sts.duration must be 0 while there is no tls_certificate."),
        (
            "password = 'a'\npassword_file = 'b'",
            "The settings password and password_file cannot both be given; keep one of them.",
        ),
        (
            "motd_file = '/nowhere/motd'",
            "The setting motd_file must be a readable text file, not '/nowhere/motd' (no such file or directory).",
        ),
        (
            "limits.nick_length = 128\nlimits.host_length = 128",
            "The settings limits.nick_length (twice), channel_length, user_length and host_length must be at most 494 "
            "together, as a line has to hold who did what to whom, not 542.",
        ),
        (
            "autojoin = ['#abcdef']\nlimits.channel_length = 6",
            "The setting autojoin must be names of at most 6 characters (limits.channel_length), not '#abcdef'.",
        ),
        ("webirc.k.passwort = 'x'", "The setting webirc.k.passwort is not known; did you mean webirc.NAME.password?"),
    ],
)
def test_each_mistake_is_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(SettingsError) as caught:
        from_toml(tmp_path, text)
    assert str(caught.value) == sentence


@pytest.mark.parametrize("channel", ["lobby", "#", "#a b", "#a,b", "#a\x07b", "#a\nb"])
def test_an_autojoin_that_is_no_channel_is_refused(tmp_path: Path, channel: str) -> None:
    with pytest.raises(ValidationError):
        Settings(autojoin=[channel])


@pytest.mark.parametrize(
    "text",
    [
        "password = ['hunter2']",
        'password = "hunter2\\nX"',
        "operators.al = 'hunter2'",
        "operators.al.password = 'hunter2'",
        "webirc.k = {password = ['hunter2'], networks = '10.0.0.0/8'}",
        "webirc = 'hunter2'",
    ],
)
def test_a_secret_is_never_shown(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError) as caught:
        from_toml(tmp_path, text)
    assert "hunter2" not in str(caught.value)
    assert "must be" in str(caught.value)


def test_a_secret_is_not_in_the_representation() -> None:
    settings = Settings(password="hunter2", webirc={"k": {"password": "hunter2", "networks": "::1"}})
    assert "hunter2" not in repr(settings) + str(settings)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("HUBBUB_LISTN", "x", "The environment variable HUBBUB_LISTN is not known; did you mean HUBBUB_LISTEN?"),
        (
            "HUBBUB_LIMITS",
            "{",
            "The environment variable HUBBUB_LIMITS must be JSON, because it stands for a table; "
            "a single key of it is set as HUBBUB_LIMITS__KEY.",
        ),
        (
            "HUBBUB_LIMITS__NICK_LENGTH",
            "",
            "The setting limits.nick_length must be a whole number from 1 to 128, not ''.",
        ),
    ],
)
def test_mistakes_in_the_environment(name: str, value: str, sentence: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(None, {name: value})
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "cannot be read: no such file or directory."),
        (b"a = = 1", "is not valid TOML: Invalid value (at line 1, column 5)."),
        (b"\xff", "is not UTF-8 text."),
    ],
)
def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes | None, sentence: str) -> None:
    path = tmp_path / "hubbub.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingsError) as caught:
        load(path, {})
    assert str(caught.value) == f"The settings file {str(path)!r} {sentence}"


def test_every_key_says_what_it_means_and_allows() -> None:
    for key in keys():
        assert key.field.description, key.name
        assert isinstance(key.field.json_schema_extra, dict), key.name


def test_the_page_of_settings_is_up_to_date() -> None:
    """When this fails: python -m services.chat.settings.page > docs/settings.md."""
    assert (ROOT / "docs" / "settings.md").read_text("utf-8") == page()


@pytest.mark.parametrize("name", ["location", "organisation", "email"])
def test_what_admin_tells_is_one_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingsError, match="of one line"):
        from_toml(tmp_path, f'[admin]\n{name} = "a\\r\\n:evil QUIT"')
