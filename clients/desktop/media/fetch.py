# SPDX-License-Identifier: GPL-3.0-or-later
"""Getting one thing from the web, the careful way.

Rules: the name is resolved first, the addresses are checked (`addresses`), and the connection goes to the very address
that was checked, with the name in Host and in TLS; the same again for each of at most REDIRECTS redirects, none from
https to http. LIMIT_MS for all of it. A picture of more than MOST bytes is refused, a page is read up to PAGE bytes.
Nothing is said of the person: no cookies, no referrer, no language, no proxy of the system, no cache on disk.
What went wrong is one plain sentence.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from PyQt6.QtCore import QObject, QTimer, QUrl, pyqtSignal
from PyQt6.QtNetwork import QHostInfo, QNetworkAccessManager, QNetworkProxy, QNetworkReply, QNetworkRequest

from clients.desktop.media.addresses import may_contact, parse
from clients.desktop.words import translate

LIMIT_MS = 5000
MOST = 1 << 20
PAGE = 256 << 10
REDIRECTS = 3
AT_ONCE = 4
WAITING = 200  # more are not kept in the queue
ADDRESSES = 3  # of a name that are tried
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
PAGES = ("text/html", "application/xhtml+xml")
ACCEPT = ",".join(PICTURES) + ",text/html;q=0.5"

Attribute = QNetworkRequest.Attribute
UNSAID = QUrl.UrlFormattingOption.RemoveUserInfo | QUrl.UrlFormattingOption.RemoveFragment
Encoded = QUrl.ComponentFormattingOption.FullyEncoded
Resolver = Callable[[str, Callable[[list[str]], None]], None]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: where from in the end, the media type in small letters, the character set or ""."""

    url: str
    type: str
    charset: str
    data: bytes


def resolve(name: str, told: Callable[[list[str]], None]) -> None:
    """The addresses of a name, later; none if there is no such name."""

    def answered(info: QHostInfo) -> None:
        told([address.toString() for address in info.addresses()])

    QHostInfo.lookupHost(name, answered)


class Fetcher(QObject):
    """Fetches a few things at once, the others in their turn.

    Signals: none; each `Job` tells its own end.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.resolve: Resolver = resolve  # a seam for tests
        self.allowed: frozenset[str] = frozenset()  # addresses that tests may contact
        self.limit_ms = LIMIT_MS
        self._manager: QNetworkAccessManager | None = None
        self._waiting: deque[Job] = deque()
        self._running: set[Job] = set()
        self._soon = QTimer(self)  # never at once: one that ends at once would begin the next inside itself
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._next)

    def fetch(self, url: str, beside: str = "", *, pages: bool = True) -> "Job":
        """Begin, as soon as the event loop runs. `beside`: the chat server's address; `pages`: HTML will do as well."""
        job = Job(self, url, beside, pages)
        job.over.connect(lambda: self._ended(job))
        self._waiting.append(job)
        if len(self._waiting) > WAITING:
            self._waiting[0].cancel()
        self._soon.start()
        return job

    @property
    def manager(self) -> QNetworkAccessManager:
        """Qt's own, made when first needed: it starts a thread for its connections."""
        if self._manager is None:
            self._manager = QNetworkAccessManager(self)
            self._manager.setProxy(QNetworkProxy(QNetworkProxy.ProxyType.NoProxy))
        return self._manager

    def _next(self) -> None:
        while self._waiting and len(self._running) < AT_ONCE:
            job = self._waiting.popleft()
            self._running.add(job)
            job.start()

    def _ended(self, job: "Job") -> None:
        self._running.discard(job)
        if job in self._waiting:
            self._waiting.remove(job)
        job.deleteLater()
        self._soon.start()


class Job(QObject):
    """One thing that is being fetched.

    Signals: done(object Fetched) or failed(str sentence), once ; over(), after either, and when it was cancelled.
    """

    done = pyqtSignal(object)
    failed = pyqtSignal(str)
    over = pyqtSignal()

    def __init__(self, fetcher: Fetcher, url: str, beside: str, pages: bool) -> None:
        super().__init__(fetcher)
        self.fetcher, self.beside, self.pages = fetcher, beside, pages
        self.url = QUrl(url, QUrl.ParsingMode.StrictMode)
        self._addresses: list[str] = []
        self._redirects = 0
        self._reply: QNetworkReply | None = None
        self._type = self._charset = ""
        self._data = bytearray()
        self._over = False
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.timeout.connect(lambda: self._fail(translate("media", "{host} did not answer in time.")))

    @property
    def host(self) -> str:
        """Whom we ask."""
        return self.url.host(Encoded)

    def start(self) -> None:
        """Go."""
        if not self._over:
            self._limit.start(self.fetcher.limit_ms)
            self._ask()

    def cancel(self) -> None:
        """Nobody wants it any more."""
        self._end()

    # --- the way there ------------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        url = self.url = self.url.adjusted(UNSAID)
        if not url.isValid() or url.scheme().lower() not in ("http", "https") or not self.host:
            self._fail(translate("media", "This is no address that can be shown."))
            return
        if parse(self.host) is not None:
            self._resolved([self.host.strip("[]")])
        else:
            asked = self.url.toString()
            self.fetcher.resolve(self.host, lambda found: self._resolved(found) if self._asks(asked) else None)

    def _asks(self, url: str) -> bool:
        return not self._over and self._reply is None and self.url.toString() == url

    def _resolved(self, found: list[str]) -> None:
        allowed = [one for one in found if may_contact(one, self.beside, self.fetcher.allowed)]
        if not found:
            self._fail(translate("media", "There is no server called {host}."))
        elif not allowed:
            self._fail(translate("media", "{host} is not on the public internet, so it is left alone."))
        else:
            self._addresses = allowed[:ADDRESSES]
            self._connect()

    def _connect(self) -> None:
        target = QUrl(self.url)
        target.setHost(self._addresses.pop(0))
        request = QNetworkRequest(target)
        request.setPeerVerifyName(self.host.strip("[]"))
        name = self.host if self.url.port() < 0 else f"{self.host}:{self.url.port()}"
        for header, value in (
            (b"Host", name),
            (b"User-Agent", "Hubbub"),
            (b"Accept", ACCEPT),
            (b"Accept-Language", "*"),
            (b"Accept-Encoding", "identity"),  # nothing is unpacked, so nothing can be a bomb before it is decoded
        ):
            request.setRawHeader(header, value.encode())
        for attribute, setting in (
            (Attribute.RedirectPolicyAttribute, QNetworkRequest.RedirectPolicy.ManualRedirectPolicy),
            (Attribute.CookieLoadControlAttribute, QNetworkRequest.LoadControl.Manual),
            (Attribute.CookieSaveControlAttribute, QNetworkRequest.LoadControl.Manual),
            (Attribute.AuthenticationReuseAttribute, QNetworkRequest.LoadControl.Manual),
            (Attribute.CacheLoadControlAttribute, QNetworkRequest.CacheLoadControl.AlwaysNetwork),
            (Attribute.CacheSaveControlAttribute, False),
            (Attribute.Http2AllowedAttribute, False),  # its authority would be the address, not the name
            (Attribute.ConnectionCacheExpiryTimeoutSecondsAttribute, 2),
        ):
            request.setAttribute(attribute, setting)
        reply = self.fetcher.manager.get(request)
        assert reply is not None
        reply.setReadBufferSize(64 << 10)
        self._reply, self._data = reply, bytearray()
        reply.metaDataChanged.connect(lambda: self._head(reply))
        reply.readyRead.connect(lambda: self._read(reply))
        reply.finished.connect(lambda: self._finished(reply))

    # --- what comes ---------------------------------------------------------------------------------------------------

    def _head(self, reply: QNetworkReply) -> None:
        if reply is not self._reply:
            return
        status = int(reply.attribute(Attribute.HttpStatusCodeAttribute) or 0)
        if status in (301, 302, 303, 307, 308):
            self._redirect(reply)
            return
        if status != 200:
            return  # `_finished` says what that means
        kind, _, rest = bytes(reply.rawHeader(b"Content-Type").data()).decode("latin-1").partition(";")
        self._type = kind.strip().lower()
        self._charset = rest.lower().partition("charset=")[2].strip("\"' ").partition(";")[0]
        if self._type not in PICTURES and not (self.pages and self._type in PAGES):
            self._fail(translate("media", "There is nothing that can be shown here, only a link to open."))
            return
        length = bytes(reply.rawHeader(b"Content-Length").data())
        if self._type in PICTURES and length.isdigit() and int(length[:18]) > MOST:
            self._fail(self._too_large())

    def _redirect(self, reply: QNetworkReply) -> None:
        where = bytes(reply.rawHeader(b"Location").data()).decode("utf-8", "replace")
        to = self.url.resolved(QUrl(where, QUrl.ParsingMode.StrictMode))
        self._redirects += 1
        self._drop()
        if self._redirects > REDIRECTS:
            self._fail(translate("media", "{host} only sends us on to somewhere else."))
        elif not where or (self.url.scheme() == "https" and to.scheme() != "https"):
            self._fail(translate("media", "{host} sends us on to an address that is not secure."))
        else:
            self.url = to
            self._ask()

    def _read(self, reply: QNetworkReply) -> None:
        if reply is not self._reply or not self._type:
            return
        most = PAGE if self._type in PAGES else MOST
        self._data += reply.read(most + 1 - len(self._data)) or b""  # None, if it is closed
        if len(self._data) > most:
            if self._type in PAGES:
                self._finish()
            else:
                self._fail(self._too_large())

    def _finished(self, reply: QNetworkReply) -> None:
        if reply is not self._reply:
            return
        status = int(reply.attribute(Attribute.HttpStatusCodeAttribute) or 0)
        error = reply.error()
        if status == 0 and self._addresses and error != QNetworkReply.NetworkError.SslHandshakeFailedError:
            self._drop()
            self._connect()
        elif error != QNetworkReply.NetworkError.NoError or status != 200:
            self._fail(sentence(error, status))
        else:
            self._read(reply)
            if not self._over:
                self._finish()

    def _too_large(self) -> str:
        return translate("media", "It is larger than 1 MiB.")

    # --- the end ------------------------------------------------------------------------------------------------------

    def _finish(self) -> None:
        fetched = Fetched(self.url.toString(), self._type, self._charset, bytes(self._data))
        self._end(lambda: self.done.emit(fetched))

    def _fail(self, said: str) -> None:
        self._end(lambda: self.failed.emit(said.format(host=self.host[:80])))

    def _end(self, tell: Callable[[], object] = lambda: None) -> None:
        if self._over:
            return
        self._over = True
        self._limit.stop()
        self._drop()
        tell()
        self.over.emit()

    def _drop(self) -> None:
        reply, self._reply = self._reply, None
        if reply is not None:
            reply.abort()
            reply.deleteLater()


def sentence(error: QNetworkReply.NetworkError, status: int) -> str:
    """What went wrong, in words; {host} stands in them."""
    kinds = QNetworkReply.NetworkError
    if status in (404, 410):
        return translate("media", "It is not there any more.")
    if status in (401, 403):
        return translate("media", "{host} shows it to its own people only.")
    if status:
        return translate("media", "{host} could not give it.")
    if error == kinds.ConnectionRefusedError:
        return translate("media", "Nobody answers at {host}.")
    if error == kinds.SslHandshakeFailedError:
        return translate("media", "{host} can't prove that it is {host}.")
    return translate("media", "The connection to {host} failed.")
