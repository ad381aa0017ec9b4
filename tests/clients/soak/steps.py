# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps of a day: each is something that happens to people who chat. SHORT is the day of `make test`."""

import signal
from functools import partial

from PyQt6.QtCore import Qt

from clients.desktop.settings import Settings
from clients.session import sending
from clients.session.model import ConnectionState
from tests.clients.soak.day import ROOMS, Day, tls_of
from tests.clients.soak.person import Failure
from tests.clients.soak.servers import KINDS

# --- reading ----------------------------------------------------------------------------------------------------------


def others_talk_while_one_looks(day: Day) -> None:
    """What comes before one's eyes is read."""
    day.person.go((day.other, "#quiet"))
    bottom(day)
    for _ in range(4):
        day.hears("#quiet", day.mark())


def others_talk_elsewhere(day: Day) -> None:
    """What is said in other rooms is unread until one goes there."""
    day.person.go((day.other, "#quiet"))
    day.hears("#busy", *[day.mark() for _ in range(6)], f"me: {day.mark()}")
    day.check()
    day.person.go((day.other, "#busy"))
    bottom(day)


def one_looks_away(day: Day) -> None:
    """Another window is in front: what is said is unread, also in the room on the screen."""
    day.person.go((day.other, "#quiet"))
    bottom(day)
    day.person.look_away()
    day.hears("#quiet", day.mark(), f"me: {day.mark()}")
    day.check()
    day.person.look_back()


def one_reads_above(day: Day) -> None:
    """Scrolled up, what is said below is unread; scrolled back, it is read."""
    day.person.go((day.other, "#busy"))
    day.hears("#busy", *[day.mark() for _ in range(40)])
    day.person.scroll(-600)
    day.hears("#busy", *[day.mark() for _ in range(5)])
    day.check()
    bottom(day)


def bottom(day: Day) -> None:
    """To the newest message."""
    page = day.person.here().page
    if page is not None and not page.view.at_bottom:
        day.person.act(page.newer.click)
        day.person.wait(0.03)


# --- much at once -----------------------------------------------------------------------------------------------------


def a_burst(day: Day) -> None:
    """Thousands of lines without a pause, while one types."""
    day.person.go((day.other, "#busy"))
    texts = [day.mark() for _ in range(day.many(3000))]
    day.scripted.say("#busy", "bob", *texts)
    half(day, "while they all talk")
    found = day.person.here()
    day.person.until(lambda: any(i.text == texts[-1] for i in reversed(found.room.items)), "all of the burst arrives")


def a_netsplit(day: Day) -> None:
    """A thousand leave at once, and come back."""
    people = [f"n{number}" for number in range(day.many(1000))]
    day.person.go((day.other, "#busy"))
    day.scripted.tell(*(f":{nick}!u@h JOIN #busy" for nick in people))
    day.scripted.tell(*(f":{nick}!u@h QUIT :one.example two.example" for nick in people))
    day.person.go((day.other, "#quiet"))
    day.scripted.tell(*(f":{nick}!u@h JOIN #busy" for nick in people))
    day.person.go((day.other, "#busy"))
    day.scripted.tell(*(f":{nick}!u@h QUIT :Bye" for nick in people))
    day.hears("#busy", day.mark())


def people_come_and_go(day: Day) -> None:
    """On the real server, some of them talking."""
    day.person.go((day.real, "#garden"))
    crowd = day.crowd(day.many(60))
    for client in crowd:
        client.send("JOIN #garden,#kitchen", f"PRIVMSG #garden :{day.mark()}", f"PRIVMSG #kitchen :me: {day.mark()}")
    last = day.mark()
    for client in crowd:
        client.lines()
    crowd[-1].send(f"PRIVMSG #kitchen :{last}")
    kitchen = day.person.place("#kitchen", day.real).room
    day.person.until(lambda: any(i.text == last for i in reversed(kitchen.items)), "the crowd's last word arrives")
    for client in crowd:
        client.send("QUIT :Bye")
    day.person.until(lambda: len(kitchen.members) <= 3, "the crowd is gone")
    for client in crowd:
        client.close()


# --- writing ----------------------------------------------------------------------------------------------------------


def half(day: Day, text: str) -> None:
    """Half a sentence, which stays."""
    place = day.person.here().place
    day.person.type(text)
    day.typing.drafts[place] = day.typing.drafts.get(place, "") + text


def one_talks(day: Day) -> None:
    """In several rooms."""
    for place in ((day.real, "#lobby"), (day.other, "#quiet")):
        day.person.go(place)
        word = day.say()
        day.person.until(partial(day.arrived, word), "it is sent")


def half_a_sentence(day: Day) -> None:
    """Left in one room, and found there again."""
    place = day.anywhere()
    day.person.go(place)
    half(day, f" {day.sentence(3)}")
    day.person.go(day.anywhere())
    day.person.go(place)


def a_paste(day: Day) -> None:
    """Several lines at once."""
    day.person.go(day.chance.choice([(day.real, "#kitchen"), (day.other, "#quiet")]))
    place = day.person.here().place
    day.typing.drafts.pop(place, None)
    day.person.desktop.window.composer.entry.clear()
    lines = day.many(12) if place[0] == day.real else 6
    words = [day.typing.word() for _ in range(lines)]
    day.person.paste("\n".join(f"{word} {day.sentence(3)}" for word in words))
    day.person.press(Qt.Key.Key_Return)
    day.person.agree()
    for word in words:
        day.noted(word)


def a_reply_and_a_reaction(day: Day) -> None:
    """To what somebody said."""
    day.person.go((day.real, "#lobby"))
    (client,) = day.crowd(1)
    text = day.mark()
    client.send("JOIN #lobby", f"PRIVMSG #lobby :{text}")
    found = day.person.here()
    day.person.until(lambda: any(i.text == text and i.msgid for i in found.room.items), "somebody says it")
    item = next(i for i in reversed(found.room.items) if i.text == text)
    day.person.act(lambda: day.person.desktop.window.composer.answer(item))
    day.say()
    day.person.act(lambda: day.person.desktop.wiring.react(item, "👍"))
    shown = found.room.items
    day.person.until(lambda: any(i.id == item.id and i.reactions for i in shown), "the reaction is shown")
    client.send("QUIT")
    client.close()


def try_again(day: Day) -> None:
    """Everything that could not be sent; what broke with its connection and did arrive, as one sees, is put away."""
    for typed, item in day.typing.failed():
        day.person.go(typed.place)
        if typed.count(typed.token) and item.failure == sending.BROKEN:
            day.typing.typed.remove(typed)
            day.person.act(partial(day.person.desktop.wiring.menu.discard.emit, item))
        else:
            day.person.act(partial(day.person.desktop.wiring.menu.retry.emit, item))
        day.person.wait(0.02)


# --- servers and lines ------------------------------------------------------------------------------------------------


def another_kind_of_server(day: Day, kind_of: int = -1) -> None:
    """The scripted server knows other extensions now, and one talks there."""
    day.person.until(lambda: not day.typing.waiting(), "nothing waits to be sent", 60)
    kind = day.chance.choice(KINDS) if kind_of < 0 else KINDS[kind_of]
    day.scripted.become(kind)
    day.online()
    day.person.go((day.other, "#quiet"))
    day.say()
    day.hears("#quiet", day.mark())


def the_server_stops_and_starts(day: Day) -> None:
    """As for an update; something is typed meanwhile."""
    day.person.go((day.real, "#lobby"))
    day.say()
    day.server.stop()
    day.say()
    day.server.start()
    day.online()


def the_server_is_killed(day: Day) -> None:
    """In the middle of what one types."""
    day.person.go((day.real, "#garden"))
    day.say()
    day.server.kill()
    day.say()
    day.person.wait(0.1)
    day.server.start()
    day.online()


def the_server_hangs(day: Day) -> None:
    """It stands still, and goes on."""
    day.person.go((day.real, "#lobby"))
    day.server.signal(signal.SIGSTOP)
    try:
        day.say()
        half(day, "is anybody there")
        day.person.go((day.real, "#garden"))
        day.person.wait(0.2)
    finally:
        day.server.signal(signal.SIGCONT)
    day.say()


def the_other_server_hangs(day: Day) -> None:
    """It reads nothing for a while."""
    day.person.go((day.other, "#quiet"))
    day.scripted.hang(True)
    try:
        day.say()
        day.person.wait(0.2)
        try_again(day)
    finally:
        day.scripted.hang(False)
    day.say()


def the_connection_breaks(day: Day) -> None:
    """Both of them, while something is under way."""
    day.person.go((day.other, "#quiet"))
    day.say()
    day.scripted.drop()
    day.say()
    day.line.drop()
    day.online()


def a_slow_line(day: Day) -> None:
    """Little goes through, and late."""
    day.line.delay, day.line.rate = 0.1, 20_000
    try:
        day.person.go((day.real, "#garden"))
        for _ in range(3):
            day.say()
        day.person.go((day.real, "#lobby"))
        word = day.say()
        day.person.until(lambda: day.arrived(word), "it is sent, though slowly")
    finally:
        day.line.delay, day.line.rate = 0.0, 0.0


def a_certificate_changes(day: Day) -> None:
    """One question, nothing said before its answer; then all is as it was, with the new one."""
    controller = day.person.desktop.window.controllers[day.third]
    questions = day.person.desktop.networks.certificates.open
    day.person.until(lambda: controller.network.state is ConnectionState.ONLINE, "the trusted one is connected", 40)
    said = day.secure.received
    day.pairs.reverse()
    day.secure.listen(tls_of(day.pairs[0]))
    day.person.until(lambda: day.third in questions, "the other certificate is asked about", 40)
    day.person.wait(0.3)
    if len(questions) != 1 or day.secure.received != said:
        raise Failure(f"{len(questions)} questions, and {day.secure.received - said} bytes were said before the answer")
    question = questions[day.third]
    if question.certificate is None or question.certificate.fingerprint != day.pairs[0].fingerprint:
        raise Failure(f"the question is about {question.certificate}")
    day.person.act(partial(question.trusted.emit, question.certificate))
    day.person.until(lambda: controller.network.state is ConnectionState.ONLINE, "the new one is trusted", 40)
    day.person.look_back()


def the_keyring_never_answers(day: Day) -> None:
    """The window opens all the same, and the networks that need no password are there."""
    day.person.close()
    Settings(day.person.folder).change_network(day.third, account="me")
    asked = day.person.keyring.asked
    day.person.keyring.answer.clear()
    try:
        day.person.open()
        day.reading.forget()
        day.online()
        day.person.until(lambda: day.person.keyring.asked > asked, "the keyring is asked")
        day.person.wait(0.2)
    finally:
        day.person.keyring.answer.set()
        day.person.close()
        Settings(day.person.folder).change_network(day.third, account="")
        day.person.open()
        day.reading.forget()
    day.online()


# --- the window -------------------------------------------------------------------------------------------------------


def every_room(day: Day) -> None:
    """One after the other, quickly."""
    for room in (*ROOMS, *ROOMS):
        day.person.go((day.real, room))
    for room in ("#third", "#busy", "#quiet"):
        day.person.go((day.other, room))


def up_and_back(day: Day) -> None:
    """Far up in a long room."""
    day.person.go((day.other, "#busy"))
    for _ in range(8):
        day.person.scroll(-900)
    day.person.scroll(1_000_000)
    bottom(day)


def sizes(day: Day) -> None:
    """Wide, narrow, low, and as it was."""
    window = day.person.desktop.window
    before = window.size()
    for width, height in ((1600, 900), (700, 500), (540, 400), (1120, 740)):
        day.person.act(partial(window.resize, width, height))
        day.person.wait(0.05)
        day.check()
    day.person.act(lambda: window.resize(before))
    day.person.wait(0.05)


def looks(day: Day) -> None:
    """Dark and light, large and small, compact and not."""
    desktop = day.person.desktop
    choices = (("theme", "dark"), ("text_size", 130), ("compact", True))
    for name, value in (*choices, ("theme", "light"), ("text_size", 100), ("compact", False)):
        setattr(desktop.settings.preferences, name, value)
        desktop.apply_look()  # one call of Qt's, which restyles every widget in some 0.1 s; what follows is measured
        day.person.wait(0.05)
        day.check()


def a_search(day: Day) -> None:
    """For a word that was said."""
    search = day.person.desktop.panels.search
    day.person.go((day.real, "#lobby"))
    day.person.act(lambda: day.person.desktop.panels.find(everywhere=True))
    day.person.act(lambda: search.field.setText("lunch"))
    day.person.until(lambda: not search._soon.isActive(), "the search is asked")
    day.person.wait(0.1)
    day.person.act(search.leave)
    day.person.wait(0.05)


def the_window_is_closed_and_opened(day: Day) -> None:
    """What is not sent yet, and what was half typed, is there again."""
    day.person.go((day.real, "#lobby"))
    half(day, "not yet")
    day.person.close()
    day.person.open()
    day.reading.forget()
    day.online()
