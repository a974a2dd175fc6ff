"""Writing the finished PDF: small, the same every time, and without doubt about stream lengths."""

import zlib
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pikepdf import Object, ObjectStreamMode, Pdf

_TWIJFEL = b"\r\nendstream"
_POGINGEN = 4


def schrijf(pdf: "Pdf") -> bytes:
    """The bytes of `pdf`, packed in object streams; no time or chance in them.

    PDF/A wants `/Length` to be the bytes before the end of line that precedes "endstream". Data
    that happens to end in a carriage return makes a validator count that as part of the end of
    line: one stream in 256. So streams are padded until none does. The object streams are made
    while saving and are only known then; an extra, empty object shifts their contents for another
    try.
    """
    from pikepdf import Array, ObjectStreamMode

    for stroom in pdf.objects:
        _vul_aan(stroom)
    for _ in range(_POGINGEN):
        uit = _bewaar(pdf, ObjectStreamMode.generate)
        if _TWIJFEL not in uit:
            return uit
        vulling = pdf.Root.get("/JHVulling", Array())
        vulling.append(pdf.make_indirect(Array()))
        pdf.Root.JHVulling = vulling
    return _bewaar(pdf, ObjectStreamMode.disable)


def _bewaar(pdf: "Pdf", wijze: "ObjectStreamMode") -> bytes:
    uit = BytesIO()
    pdf.save(uit, deterministic_id=True, object_stream_mode=wijze)
    return uit.getvalue()


def _vul_aan(stroom: "Object") -> None:
    """Compress a stream so that it does not end in a carriage return; metadata stay as they are.

    One byte of white space is ignored by every kind of stream WeasyPrint writes: page content,
    character maps, font files and pictures. Attachments need it not (see `maken`).
    """
    from pikepdf import Name, Stream

    if not isinstance(stroom, Stream) or stroom.get("/Type") == Name.Metadata:
        return
    ruw = stroom.read_raw_bytes()
    if "/Filter" in stroom and not ruw.endswith(b"\r"):
        return
    inhoud = stroom.read_bytes()
    while (ruw := zlib.compress(inhoud)).endswith(b"\r"):
        inhoud += b"\n"
    if "/Length1" in stroom:
        stroom.Length1 = len(inhoud)
    stroom.write(ruw, filter=Name.FlateDecode)
