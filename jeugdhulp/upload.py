"""Files from outside. No page takes any yet, so none gets in, not for a moment."""

from typing import NoReturn

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class GeenBestanden(FileUploadHandler):
    """Refuse every file (400) before a byte of it rests on disk."""

    def new_file(self, *args: object, **kwargs: object) -> NoReturn:
        raise RequestDataTooBig("Deze toepassing neemt geen bestanden aan.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> NoReturn:
        raise RequestDataTooBig("Deze toepassing neemt geen bestanden aan.")

    def file_complete(self, file_size: int) -> None:
        return None
