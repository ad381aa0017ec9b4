# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of the server that `context.House` names: reading views of the log, and what each session asked for.

A part has one job, knows no command and no request, and changes no state.
"""
