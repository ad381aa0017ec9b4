# SPDX-License-Identifier: GPL-3.0-or-later
"""Numeric replies, one row each: code, name, parameters, text.

How a row reads: `params` are the parameters between the client's name and the text, `[optional]`, `repeated…`.
`text` is the last parameter's usual wording, None if there is none. `{name}` in it is filled from the parameter of
that name; if no parameter has it (`RPL_TOPIC`'s topic), the whole text is the caller's to give.

Rules kept here:
- `Numeric.line` is the one way to write a numeric. It checks the number of parameters: clients read them by place.
- Parameters often repeat what a client sent. One that could not stand there (empty, with a space, with a colon in
  front) becomes `*`, as Modern IRC prescribes for HELP; CR, LF and NUL raise `Unrenderable`.
- The last parameter of a row without text is written with a colon only if it needs one.

A new numeric: one row, in the order of the codes, with the specification's name and its section in a comment if it
is not from Modern IRC. STARTTLS has no rows: the port looks at the first bytes instead.
Sources: Modern IRC "Numerics"; RFC 2812 5 for STATS, LINKS and what Modern IRC leaves out; IRCv3 as commented.
"""

import re
from dataclasses import dataclass, field

from protocol.message import join, safe

_FIELD = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Numeric:
    """One numeric reply."""

    code: str
    name: str
    params: str = ""
    text: str | None = None
    _least: int = field(init=False, repr=False, compare=False)
    _most: int = field(init=False, repr=False, compare=False)
    _places: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = self.params.split()
        open_ended = bool(names) and names[-1].rstrip("]").endswith("…")
        optional = sum(name.startswith("[") for name in names)
        places = {name.strip("[]…"): place for place, name in enumerate(names)}
        object.__setattr__(self, "_least", len(names) - optional)
        object.__setattr__(self, "_most", 1000 if open_ended else len(names))
        object.__setattr__(self, "_places", {key: places.get(key, -1) for key in _FIELD.findall(self.text or "")})

    def line(self, server: str, client: str, *params: str, text: str | None = None) -> str:
        """The reply to `client` (`*` before it has a nickname), without a line end."""
        if not self._least <= len(params) <= self._most:
            raise ValueError(f"{self.name} takes {self.params or 'no parameters'}, not {params!r}")
        if text is None:
            text = self._own_text(params)
        if text is not None:
            return join(f":{server} {self.code}", [safe(client), *map(safe, params), text], True)
        if not params:
            return join(f":{server} {self.code}", [safe(client)])
        return join(f":{server} {self.code}", [safe(client), *map(safe, params[:-1]), params[-1]])

    def _own_text(self, params: tuple[str, ...]) -> str | None:
        text = self.text
        if text is None or not self._places:
            return text
        for key, place in self._places.items():
            if not 0 <= place < len(params):
                raise ValueError(f"{self.name} needs its text")
            text = text.replace(f"{{{key}}}", params[place])
        return text


RPL_WELCOME = Numeric("001", "RPL_WELCOME", "", "Welcome to the {network} Network, {nick}")
RPL_YOURHOST = Numeric("002", "RPL_YOURHOST", "", "Your host is {server}, running version {version}")
RPL_CREATED = Numeric("003", "RPL_CREATED", "", "This server was created {datetime}")
RPL_MYINFO = Numeric("004", "RPL_MYINFO", "server version user_modes channel_modes [channel_modes_with_parameter]")
RPL_ISUPPORT = Numeric("005", "RPL_ISUPPORT", "token…", "are supported by this server")
RPL_BOUNCE = Numeric("010", "RPL_BOUNCE", "host port", "{info}")
RPL_REMOTEISUPPORT = Numeric("105", "RPL_REMOTEISUPPORT", "token…", "are supported by this server")

# STATS, ADMIN, LUSERS. RFC 2812 5.1
RPL_STATSLINKINFO = Numeric(
    "211", "RPL_STATSLINKINFO", "link sendq sent_messages sent_kbytes received_messages received_kbytes seconds"
)
RPL_STATSCOMMANDS = Numeric("212", "RPL_STATSCOMMANDS", "command count [byte_count] [remote_count]")
RPL_STATSKLINE = Numeric("216", "RPL_STATSKLINE", "letter mask until setter", "{reason}")  # ours, as others have it
RPL_ENDOFSTATS = Numeric("219", "RPL_ENDOFSTATS", "letter", "End of /STATS report")
RPL_UMODEIS = Numeric("221", "RPL_UMODEIS", "modes")
RPL_STATSDLINE = Numeric("225", "RPL_STATSDLINE", "letter mask until setter", "{reason}")  # ours, as others have it
RPL_STATSUPTIME = Numeric("242", "RPL_STATSUPTIME", "", "Server Up {uptime}")
RPL_STATSOLINE = Numeric("243", "RPL_STATSOLINE", "letter mask star name")
RPL_LUSERCLIENT = Numeric(
    "251", "RPL_LUSERCLIENT", "", "There are {users} users and {invisible} invisible on {servers} servers"
)
RPL_LUSEROP = Numeric("252", "RPL_LUSEROP", "operators", "operator(s) online")
RPL_LUSERUNKNOWN = Numeric("253", "RPL_LUSERUNKNOWN", "connections", "unknown connection(s)")
RPL_LUSERCHANNELS = Numeric("254", "RPL_LUSERCHANNELS", "channels", "channels formed")
RPL_LUSERME = Numeric("255", "RPL_LUSERME", "", "I have {clients} clients and {servers} servers")
RPL_ADMINME = Numeric("256", "RPL_ADMINME", "[server]", "Administrative info")
RPL_ADMINLOC1 = Numeric("257", "RPL_ADMINLOC1", "", "{info}")
RPL_ADMINLOC2 = Numeric("258", "RPL_ADMINLOC2", "", "{info}")
RPL_ADMINEMAIL = Numeric("259", "RPL_ADMINEMAIL", "", "{info}")
RPL_TRYAGAIN = Numeric("263", "RPL_TRYAGAIN", "command", "Please wait a while and try again.")
RPL_LOCALUSERS = Numeric("265", "RPL_LOCALUSERS", "[users] [most]", "Current local users {users}, max {most}")
RPL_GLOBALUSERS = Numeric("266", "RPL_GLOBALUSERS", "[users] [most]", "Current global users {users}, max {most}")
RPL_WHOISCERTFP = Numeric("276", "RPL_WHOISCERTFP", "nick", "has client certificate fingerprint {fingerprint}")

RPL_NONE = Numeric("300", "RPL_NONE", "", "{info}")
RPL_AWAY = Numeric("301", "RPL_AWAY", "nick", "{message}")
RPL_USERHOST = Numeric("302", "RPL_USERHOST", "", "{replies}")
RPL_ISON = Numeric("303", "RPL_ISON", "", "{nicks}")  # RFC 1459 5.8
RPL_UNAWAY = Numeric("305", "RPL_UNAWAY", "", "You are no longer marked as being away")
RPL_NOWAWAY = Numeric("306", "RPL_NOWAWAY", "", "You have been marked as being away")
RPL_WHOISREGNICK = Numeric("307", "RPL_WHOISREGNICK", "nick", "has identified for this nick")
RPL_WHOISUSER = Numeric("311", "RPL_WHOISUSER", "nick user host star", "{realname}")
RPL_WHOISSERVER = Numeric("312", "RPL_WHOISSERVER", "nick server", "{info}")
RPL_WHOISOPERATOR = Numeric("313", "RPL_WHOISOPERATOR", "nick", "is an IRC operator")
RPL_WHOWASUSER = Numeric("314", "RPL_WHOWASUSER", "nick user host star", "{realname}")
RPL_ENDOFWHO = Numeric("315", "RPL_ENDOFWHO", "mask", "End of WHO list")
RPL_WHOISIDLE = Numeric("317", "RPL_WHOISIDLE", "nick seconds signon", "seconds idle, signon time")
RPL_ENDOFWHOIS = Numeric("318", "RPL_ENDOFWHOIS", "nick", "End of /WHOIS list")
RPL_WHOISCHANNELS = Numeric("319", "RPL_WHOISCHANNELS", "nick", "{channels}")
RPL_WHOISSPECIAL = Numeric("320", "RPL_WHOISSPECIAL", "nick", "{info}")
RPL_LISTSTART = Numeric("321", "RPL_LISTSTART", "channel", "Users  Name")
RPL_LIST = Numeric("322", "RPL_LIST", "channel users", "{topic}")
RPL_LISTEND = Numeric("323", "RPL_LISTEND", "", "End of /LIST")
RPL_CHANNELMODEIS = Numeric("324", "RPL_CHANNELMODEIS", "channel modes [argument…]")
RPL_CREATIONTIME = Numeric("329", "RPL_CREATIONTIME", "channel time")
RPL_WHOISACCOUNT = Numeric("330", "RPL_WHOISACCOUNT", "nick account", "is logged in as")
RPL_NOTOPIC = Numeric("331", "RPL_NOTOPIC", "channel", "No topic is set")
RPL_TOPIC = Numeric("332", "RPL_TOPIC", "channel", "{topic}")
RPL_TOPICWHOTIME = Numeric("333", "RPL_TOPICWHOTIME", "channel nick time")
RPL_WHOISBOT = Numeric("335", "RPL_WHOISBOT", "nick", "is a bot")  # IRCv3 bot-mode
RPL_INVITELIST = Numeric("336", "RPL_INVITELIST", "channel")
RPL_ENDOFINVITELIST = Numeric("337", "RPL_ENDOFINVITELIST", "", "End of /INVITE list")
RPL_WHOISACTUALLY = Numeric("338", "RPL_WHOISACTUALLY", "nick [userhost] [address]", "Is actually using host")
RPL_INVITING = Numeric("341", "RPL_INVITING", "nick channel")
RPL_INVEXLIST = Numeric("346", "RPL_INVEXLIST", "channel mask [who] [time]")
RPL_ENDOFINVEXLIST = Numeric("347", "RPL_ENDOFINVEXLIST", "channel", "End of channel invite exception list")
RPL_EXCEPTLIST = Numeric("348", "RPL_EXCEPTLIST", "channel mask [who] [time]")
RPL_ENDOFEXCEPTLIST = Numeric("349", "RPL_ENDOFEXCEPTLIST", "channel", "End of channel exception list")
RPL_VERSION = Numeric("351", "RPL_VERSION", "version server", "{comments}")
RPL_WHOREPLY = Numeric("352", "RPL_WHOREPLY", "channel user host server nick flags", "{hops_and_realname}")
RPL_NAMREPLY = Numeric("353", "RPL_NAMREPLY", "symbol channel", "{names}")
RPL_WHOSPCRPL = Numeric("354", "RPL_WHOSPCRPL", "[field…]")  # IRCv3 whox
RPL_LINKS = Numeric("364", "RPL_LINKS", "star server", "{hops_and_info}")
RPL_ENDOFLINKS = Numeric("365", "RPL_ENDOFLINKS", "star", "End of /LINKS list")
RPL_ENDOFNAMES = Numeric("366", "RPL_ENDOFNAMES", "channel", "End of /NAMES list")
RPL_BANLIST = Numeric("367", "RPL_BANLIST", "channel mask [who] [time]")
RPL_ENDOFBANLIST = Numeric("368", "RPL_ENDOFBANLIST", "channel", "End of channel ban list")
RPL_ENDOFWHOWAS = Numeric("369", "RPL_ENDOFWHOWAS", "nick", "End of WHOWAS")
RPL_INFO = Numeric("371", "RPL_INFO", "", "{info}")
RPL_MOTD = Numeric("372", "RPL_MOTD", "", "{line}")
RPL_ENDOFINFO = Numeric("374", "RPL_ENDOFINFO", "", "End of INFO list")
RPL_MOTDSTART = Numeric("375", "RPL_MOTDSTART", "", "- {server} Message of the day - ")
RPL_ENDOFMOTD = Numeric("376", "RPL_ENDOFMOTD", "", "End of /MOTD command.")
RPL_WHOISHOST = Numeric("378", "RPL_WHOISHOST", "nick", "is connecting from *@{host} {address}")
RPL_WHOISMODES = Numeric("379", "RPL_WHOISMODES", "nick", "is using modes {modes}")
RPL_YOUREOPER = Numeric("381", "RPL_YOUREOPER", "", "You are now an IRC operator")
RPL_REHASHING = Numeric("382", "RPL_REHASHING", "file", "Rehashing")
RPL_TIME = Numeric("391", "RPL_TIME", "server [timestamp] [offset]", "{time}")
RPL_VISIBLEHOST = Numeric("396", "RPL_VISIBLEHOST", "host", "is now your displayed host")  # IRCv3 multiline, chghost

ERR_UNKNOWNERROR = Numeric("400", "ERR_UNKNOWNERROR", "command [subcommand…]", "{info}")
ERR_NOSUCHNICK = Numeric("401", "ERR_NOSUCHNICK", "nick", "No such nick/channel")
ERR_NOSUCHSERVER = Numeric("402", "ERR_NOSUCHSERVER", "server", "No such server")
ERR_NOSUCHCHANNEL = Numeric("403", "ERR_NOSUCHCHANNEL", "channel", "No such channel")
ERR_CANNOTSENDTOCHAN = Numeric("404", "ERR_CANNOTSENDTOCHAN", "channel", "Cannot send to channel")
ERR_TOOMANYCHANNELS = Numeric("405", "ERR_TOOMANYCHANNELS", "channel", "You have joined too many channels")
ERR_WASNOSUCHNICK = Numeric("406", "ERR_WASNOSUCHNICK", "nick", "There was no such nickname")
ERR_TOOMANYTARGETS = Numeric("407", "ERR_TOOMANYTARGETS", "target", "Too many recipients")  # RFC 2812 5.2
ERR_NOORIGIN = Numeric("409", "ERR_NOORIGIN", "", "No origin specified")
ERR_INVALIDCAPCMD = Numeric(
    "410", "ERR_INVALIDCAPCMD", "subcommand", "Invalid CAP command"
)  # IRCv3 capability-negotiation
ERR_NORECIPIENT = Numeric("411", "ERR_NORECIPIENT", "", "No recipient given ({command})")
ERR_NOTEXTTOSEND = Numeric("412", "ERR_NOTEXTTOSEND", "", "No text to send")
ERR_BADMASK = Numeric("415", "ERR_BADMASK", "mask", "Bad Server/host mask")  # RFC 2812 5.2
ERR_INPUTTOOLONG = Numeric("417", "ERR_INPUTTOOLONG", "", "Input line was too long")
ERR_UNKNOWNCOMMAND = Numeric("421", "ERR_UNKNOWNCOMMAND", "command", "Unknown command")
ERR_NOMOTD = Numeric("422", "ERR_NOMOTD", "", "MOTD File is missing")
ERR_NOADMININFO = Numeric("423", "ERR_NOADMININFO", "server", "No administrative info available")  # RFC 2812 5.2
ERR_NONICKNAMEGIVEN = Numeric("431", "ERR_NONICKNAMEGIVEN", "", "No nickname given")
ERR_ERRONEUSNICKNAME = Numeric("432", "ERR_ERRONEUSNICKNAME", "nick", "Erroneus nickname")
ERR_NICKNAMEINUSE = Numeric("433", "ERR_NICKNAMEINUSE", "nick", "Nickname is already in use")
ERR_BANONCHAN = Numeric(
    "435", "ERR_BANONCHAN", "nick channel", "Cannot change nickname while banned on channel"
)  # ours, as Bahamut and its heirs have it
ERR_NICKCOLLISION = Numeric("436", "ERR_NICKCOLLISION", "nick", "Nickname collision KILL")
ERR_USERNOTINCHANNEL = Numeric("441", "ERR_USERNOTINCHANNEL", "nick channel", "They aren't on that channel")
ERR_NOTONCHANNEL = Numeric("442", "ERR_NOTONCHANNEL", "channel", "You're not on that channel")
ERR_USERONCHANNEL = Numeric("443", "ERR_USERONCHANNEL", "nick channel", "is already on channel")
ERR_NOTREGISTERED = Numeric("451", "ERR_NOTREGISTERED", "", "You have not registered")
ERR_NEEDMOREPARAMS = Numeric("461", "ERR_NEEDMOREPARAMS", "command", "Not enough parameters")
ERR_ALREADYREGISTERED = Numeric("462", "ERR_ALREADYREGISTERED", "", "You may not reregister")
ERR_PASSWDMISMATCH = Numeric("464", "ERR_PASSWDMISMATCH", "", "Password incorrect")
ERR_YOUREBANNEDCREEP = Numeric("465", "ERR_YOUREBANNEDCREEP", "", "You are banned from this server.")
ERR_KEYSET = Numeric("467", "ERR_KEYSET", "channel", "Channel key already set")  # RFC 2812 5.2
ERR_INVALIDUSERNAME = Numeric("468", "ERR_INVALIDUSERNAME", "", "Your username is not valid")
ERR_LINKCHANNEL = Numeric("470", "ERR_LINKCHANNEL", "channel other", "Forwarding to another channel")  # +f
ERR_CHANNELISFULL = Numeric("471", "ERR_CHANNELISFULL", "channel", "Cannot join channel (+l)")
ERR_UNKNOWNMODE = Numeric("472", "ERR_UNKNOWNMODE", "mode", "is unknown mode char to me")
ERR_INVITEONLYCHAN = Numeric("473", "ERR_INVITEONLYCHAN", "channel", "Cannot join channel (+i)")
ERR_BANNEDFROMCHAN = Numeric("474", "ERR_BANNEDFROMCHAN", "channel", "Cannot join channel (+b)")
ERR_BADCHANNELKEY = Numeric("475", "ERR_BADCHANNELKEY", "channel", "Cannot join channel (+k)")
ERR_BADCHANMASK = Numeric("476", "ERR_BADCHANMASK", "channel", "Bad Channel Mask")
ERR_NEEDREGGEDNICK = Numeric("477", "ERR_NEEDREGGEDNICK", "channel", "Cannot join channel (+R)")
ERR_BANLISTFULL = Numeric("478", "ERR_BANLISTFULL", "channel mode", "Channel list is full")  # RFC 2812 5.2
ERR_CANNOTKNOCK = Numeric("480", "ERR_CANNOTKNOCK", "channel", "Cannot knock here; ask a member to invite you")
ERR_NOPRIVILEGES = Numeric("481", "ERR_NOPRIVILEGES", "", "Permission Denied- You're not an IRC operator")
ERR_CHANOPRIVSNEEDED = Numeric("482", "ERR_CHANOPRIVSNEEDED", "channel", "You're not channel operator")
ERR_CANTKILLSERVER = Numeric("483", "ERR_CANTKILLSERVER", "", "You cant kill a server!")
ERR_NOOPERHOST = Numeric("491", "ERR_NOOPERHOST", "", "No O-lines for your host")

ERR_UMODEUNKNOWNFLAG = Numeric("501", "ERR_UMODEUNKNOWNFLAG", "", "Unknown MODE flag")
ERR_USERSDONTMATCH = Numeric("502", "ERR_USERSDONTMATCH", "", "Cant change mode for other users")
ERR_HELPNOTFOUND = Numeric("524", "ERR_HELPNOTFOUND", "subject", "No help available on this topic")
ERR_INVALIDKEY = Numeric("525", "ERR_INVALIDKEY", "channel", "Key is not well-formed")
RPL_WHOISSECURE = Numeric("671", "RPL_WHOISSECURE", "nick", "is using a secure connection")
ERR_INVALIDMODEPARAM = Numeric("696", "ERR_INVALIDMODEPARAM", "target mode parameter", "{description}")
RPL_HELPSTART = Numeric("704", "RPL_HELPSTART", "subject", "{line}")
RPL_HELPTXT = Numeric("705", "RPL_HELPTXT", "subject", "{line}")
RPL_ENDOFHELP = Numeric("706", "RPL_ENDOFHELP", "subject", "{line}")

# KNOCK
RPL_KNOCK = Numeric("710", "RPL_KNOCK", "channel mask", "has asked for an invite.")
RPL_KNOCKDLVR = Numeric("711", "RPL_KNOCKDLVR", "channel", "Your KNOCK has been delivered.")
ERR_TOOMANYKNOCK = Numeric("712", "ERR_TOOMANYKNOCK", "channel", "Too many KNOCKs (channel).")
ERR_CHANOPEN = Numeric("713", "ERR_CHANOPEN", "channel", "Channel is open.")
ERR_KNOCKONCHAN = Numeric("714", "ERR_KNOCKONCHAN", "channel", "You are already on that channel.")
ERR_NOPRIVS = Numeric("723", "ERR_NOPRIVS", "privilege", "Insufficient oper privileges.")

# IRCv3 monitor
RPL_MONONLINE = Numeric("730", "RPL_MONONLINE", "", "{targets}")
RPL_MONOFFLINE = Numeric("731", "RPL_MONOFFLINE", "", "{targets}")
RPL_MONLIST = Numeric("732", "RPL_MONLIST", "", "{targets}")
RPL_ENDOFMONLIST = Numeric("733", "RPL_ENDOFMONLIST", "", "End of MONITOR list")
ERR_MONLISTFULL = Numeric("734", "ERR_MONLISTFULL", "limit targets", "Monitor list is full.")

# IRCv3 metadata
RPL_WHOISKEYVALUE = Numeric("760", "RPL_WHOISKEYVALUE", "target key visibility", "{value}")
RPL_KEYVALUE = Numeric("761", "RPL_KEYVALUE", "target key visibility", "{value}")
RPL_KEYNOTSET = Numeric("766", "RPL_KEYNOTSET", "target key", "key not set")
RPL_METADATASUBOK = Numeric("770", "RPL_METADATASUBOK", "key…")
RPL_METADATAUNSUBOK = Numeric("771", "RPL_METADATAUNSUBOK", "key…")
RPL_METADATASUBS = Numeric("772", "RPL_METADATASUBS", "key…")
ERR_METADATASYNCLATER = Numeric("774", "ERR_METADATASYNCLATER", "target retry_after", "Try again later")
ERR_METADATARATELIMIT = Numeric("775", "ERR_METADATARATELIMIT", "retry_after target command [parameter…]")

# IRCv3 sasl-3.1, sasl-3.2
RPL_LOGGEDIN = Numeric("900", "RPL_LOGGEDIN", "mask account", "You are now logged in as {account}")
RPL_LOGGEDOUT = Numeric("901", "RPL_LOGGEDOUT", "mask", "You are now logged out")
ERR_NICKLOCKED = Numeric("902", "ERR_NICKLOCKED", "", "You must use a nick assigned to you")
RPL_SASLSUCCESS = Numeric("903", "RPL_SASLSUCCESS", "", "SASL authentication successful")
ERR_SASLFAIL = Numeric("904", "ERR_SASLFAIL", "", "SASL authentication failed")
ERR_SASLTOOLONG = Numeric("905", "ERR_SASLTOOLONG", "", "SASL message too long")
ERR_SASLABORTED = Numeric("906", "ERR_SASLABORTED", "", "SASL authentication aborted")
ERR_SASLALREADY = Numeric("907", "ERR_SASLALREADY", "", "You have already authenticated using SASL")
RPL_SASLMECHS = Numeric("908", "RPL_SASLMECHS", "mechanisms", "are available SASL mechanisms")

ROWS = tuple(row for row in list(globals().values()) if isinstance(row, Numeric))
BY_CODE = {row.code: row for row in ROWS}
BY_NAME = {row.name: row for row in ROWS}
