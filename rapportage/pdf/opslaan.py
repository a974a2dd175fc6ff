"""Writing the finished PDF: small, the same every time, and without doubt about stream lengths."""

import zlib
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pikepdf import Object, ObjectStreamMode, Pdf

_TWIJFEL = b"\r\nendstream"
_POGINGEN = 8


def schrijf(pdf: "Pdf") -> bytes:
    """The bytes of `pdf`, packed in object streams; no time or chance in them.

    PDF/A wants `/Length` to be the bytes before the end of line that precedes "endstream". Data
    that happens to end in a carriage return makes a validator count that as part of the end of
    line: one stream in 256. So streams are padded until none does. The object streams are made
    while saving and are only known then; those in doubt are shifted, one by one, for another try.
    A report of 500 measures has a thousand of them.
    """
    from pikepdf import ObjectStreamMode
    from pikepdf import open as open_pdf

    for stroom in pdf.objects:
        _vul_aan(stroom)
    uit = _bewaar(pdf, ObjectStreamMode.generate)
    for _ in range(_POGINGEN):
        if _TWIJFEL not in uit:
            return uit
        with open_pdf(BytesIO(uit)) as geschreven:
            _verschuif(geschreven)
            uit = _bewaar(geschreven, ObjectStreamMode.generate)
    return uit if _TWIJFEL not in uit else _bewaar(pdf, ObjectStreamMode.disable)


def _verschuif(geschreven: "Pdf") -> None:
    """Give one object in each object stream in doubt a private key, so that its bytes change.

    Written again, the same objects go into the same streams: the others stay as they are. Where
    no object stream is in doubt it is the table of offsets, which moves with anything.
    """
    from pikepdf import Dictionary, Name, Stream

    wie = []
    for stroom in geschreven.objects:
        if not isinstance(stroom, Stream) or stroom.get("/Type") != Name.ObjStm:
            continue
        if stroom.read_raw_bytes().endswith(b"\r"):
            nummers = stroom.read_bytes()[: int(stroom.First)].split()[::2]
            inhoud = (geschreven.get_object(int(nummer), 0) for nummer in nummers)
            wie += [next((o for o in inhoud if isinstance(o, Dictionary)), geschreven.Root)]
    for object_ in wie or [geschreven.Root]:
        object_.JHVulling = int(object_.get("/JHVulling", 0)) + 1


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
