# SPDX-License-Identifier: GPL-3.0-or-later
"""The look: Fusion, one of our palettes, one stylesheet, the type scale and the spacing grid.

`theme()` is the look in force; `apply` changes it live and everybody who paints by hand listens to `Theme.changed`.
Widgets are styled by object name and by property (style.qss), never by colours of their own.
The sizes here are docs/design.md's; change both.
"""

from importlib.resources import files
from pathlib import Path
from string import Template

from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtGui import QAction, QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPalette
from PyQt6.QtWidgets import QApplication, QLineEdit, QStyleFactory, QWidget

from clients.desktop.icon_set import icon
from clients.desktop.palettes import DARK, LIGHT, Palette

# Type scale, in pixels at 100 %.
CAPTION, SMALL, BODY, TITLE, HEADING = 11, 12, 14, 15, 20
# Spacing grid, in pixels.
GRID = 4

FAMILIES = ("Inter", "Segoe UI Variable Text", "Segoe UI", "SF Pro Text", "Noto Sans", "Cantarell", "Ubuntu", "Lato")
MONO = ("JetBrains Mono", "Cascadia Mono", "SF Mono", "Noto Sans Mono", "DejaVu Sans Mono", "Consolas", "monospace")
EMOJI = ("Noto Color Emoji", "Segoe UI Emoji", "Apple Color Emoji", "Twemoji")


class Theme(QObject):
    """The look in force.

    Signals: changed() after another palette or text size was applied.
    """

    changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.choice = "system"
        self.palette = LIGHT
        self.scale = 1.0
        self.family = ""
        self.mono = ""

    def px(self, size: int) -> int:
        """A size of the type scale at the chosen text size."""
        return max(8, round(size * self.scale))

    @property
    def head(self) -> int:
        """The height of a panel's head: two lines of text and some air."""
        return max(52, self.px(36) + 16)

    def font(self, size: int = BODY, *, bold: bool = False, italic: bool = False, mono: bool = False) -> QFont:
        """A font of the scale. `bold` is semibold: the calm one."""
        made = QFont(self.mono if mono else self.family)
        made.setPixelSize(self.px(size - 1 if mono else size))
        made.setItalic(italic)
        if bold:
            made.setWeight(QFont.Weight.DemiBold)
        return made

    def colour(self, token: str) -> QColor:
        """A colour by what it is for."""
        return QColor(getattr(self.palette, token))

    def icon(self, name: str, token: str = "muted") -> QIcon:
        """One of our icons in a colour of this theme."""
        return icon(name, getattr(self.palette, token), self.palette.offline)


_theme: list[Theme] = []


def theme() -> Theme:
    """The one look of this application."""
    if not _theme:
        _theme.append(Theme())
    return _theme[0]


def resolved(choice: str) -> Palette:
    """The palette a choice of "system", "light" or "dark" means now."""
    if choice == "system":
        hints = QGuiApplication.styleHints()
        dark = hints is not None and hints.colorScheme() == Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if choice == "dark" else LIGHT


def apply(choice: str = "system", scale: float = 1.0) -> None:
    """Put a look in force, now."""
    look = theme()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if not look.family:
        _set_up(app, look)
    look.choice, look.palette, look.scale = choice, resolved(choice), scale
    app.setPalette(_qt_palette(look.palette))
    app.setFont(look.font(BODY))
    app.setStyleSheet(_stylesheet(look))
    look.changed.emit()


class _HeadKeeper(QObject):
    """Goes with its widget, so that a look that changes later finds nobody who is gone."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.widget = widget
        theme().changed.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        self.widget.setFixedHeight(theme().head)


def keep_head(widget: QWidget) -> None:
    """A panel's head is as tall as the others, whatever the text size."""
    _HeadKeeper(widget)


def restyle(widget: QWidget) -> None:
    """Have the stylesheet look again at a widget whose property changed."""
    style = widget.style()
    if style is not None:
        style.unpolish(widget)
        style.polish(widget)
    widget.update()


def tint_clear_button(field: QLineEdit) -> None:
    """Our own cross, in the theme's colour, on the button that empties a field."""
    action = field.findChild(QAction, "_q_qlineeditclearaction")
    if action is not None:
        action.setIcon(theme().icon("close"))


def _set_up(app: QApplication, look: Theme) -> None:
    app.setStyle(QStyleFactory.create("Fusion"))
    known = set(QFontDatabase.families())
    look.family = next((name for name in FAMILIES if name in known), app.font().family())
    look.mono = next((name for name in MONO if name in known), "monospace")
    emoji = [name for name in EMOJI if name in known]
    if emoji:
        QFontDatabase.setApplicationEmojiFontFamilies(emoji)
    hints = QGuiApplication.styleHints()
    if hints is not None:
        hints.colorSchemeChanged.connect(lambda: apply("system", look.scale) if look.choice == "system" else None)


def _qt_palette(palette: Palette) -> QPalette:
    made, role, group = QPalette(), QPalette.ColorRole, QPalette.ColorGroup
    for which, token in (
        (role.Window, "panel"),
        (role.Base, "canvas"),
        (role.AlternateBase, "panel"),
        (role.Button, "raised"),
        (role.ToolTipBase, "raised"),
        (role.WindowText, "text"),
        (role.Text, "text"),
        (role.ButtonText, "text"),
        (role.ToolTipText, "text"),
        (role.BrightText, "danger"),
        (role.PlaceholderText, "muted"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "on_accent"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.Mid, "border"),
        (role.Dark, "border"),
        (role.Light, "raised"),
        (role.Shadow, "border"),
    ):
        made.setColor(which, QColor(getattr(palette, token)))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(group.Disabled, which, QColor(palette.offline))
    return made


def _stylesheet(look: Theme) -> str:
    icons = Path(str(files("clients.desktop").joinpath("icons")))
    text = files("clients.desktop").joinpath("style.qss").read_text("utf-8")
    sizes = {
        f"px_{name}": str(look.px(size))
        for name, size in (
            ("caption", CAPTION),
            ("small", SMALL),
            ("body", BODY),
            ("title", TITLE),
            ("heading", HEADING),
        )
    }
    return Template(text).substitute(look.palette.tokens(), icons=icons.as_posix(), **sizes)
