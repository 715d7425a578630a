"""Splits SPARQL into its tokens (SPARQL 1.1 Query, section 19.8), without parsing it.

In one place the tokens depend on the grammar: ``<`` after an operand compares, and elsewhere it opens an IRI. The
lexer always takes it for an IRI if one can be read; :mod:`graph.sandbox.query_features` follows both readings.
"""

from __future__ import annotations

import re

_NAME = "0-9A-Za-z_\x80-\U0010ffff"  # beyond ASCII every character that is no part of a name is an error anyway
_LOCAL = rf"(?:[{_NAME}:]|%[0-9A-Fa-f]{{2}}|\\[-_~.!$&'()*+,;=/?#@%])"
_LOCAL_MIDDLE = rf"(?:[{_NAME}:.-]|%[0-9A-Fa-f]{{2}}|\\[-_~.!$&'()*+,;=/?#@%])"
_LOCAL_END = rf"(?:[{_NAME}:-]|%[0-9A-Fa-f]{{2}}|\\[-_~.!$&'()*+,;=/?#@%])"
TOKEN = re.compile(
    "|".join(
        (
            r"(?P<blank>[\x00-\x20]+|\#[^\r\n]*)",
            r"""(?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+>)""",
            r'(?P<string>"""(?:[^"\\]|\\.|"(?!""))*+"""' + r"|'''(?:[^'\\]|\\.|'(?!''))*+'''",
            r'"(?:[^"\\\n\r]|\\[^\n\r])*+"' + r"|'(?:[^'\\\n\r]|\\[^\n\r])*+')",
            r"(?P<language>@[A-Za-z]+(?:-+[A-Za-z0-9]+)*+)",
            rf"[?$](?P<variable>[{_NAME}]+)",
            rf"(?P<label>_:[{_NAME}](?:[{_NAME}.-]*[{_NAME}-])?)",
            rf"(?P<name>(?:[A-Za-z\x80-\U0010ffff][{_NAME}-]*+)?:(?:{_LOCAL}(?:{_LOCAL_MIDDLE}*{_LOCAL_END})?)?)",
            r"(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)",
            rf"(?P<word>[A-Za-z_\x80-\U0010ffff][{_NAME}]*+)",
            r"(?P<sign>.)",
        )
    ),
    re.DOTALL,
)
"""Matches one token at any position of any text. The group that matched (``lastgroup``) is the token's kind."""
