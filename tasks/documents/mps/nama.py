"""What an officer reads in the place of codes: activities, packages, places and sources of funds by their names."""

from __future__ import annotations

import re

from reports.catatan import BREAK
from schemas.contract import Row
from schemas.outputs.ssk import KEGIATAN, PROGRAM
from tasks.documents.kata import written_out
from tasks.documents.places import Places
from tasks.documents.source import Source, words

DISTRICT = "kabupaten"
_SENTENCE_END = re.compile(r"(?<=\.)\s+(?=[A-Z])")


class Names:
    """The pinned SSK's activities and packages by id, and how they are called."""

    def __init__(self, ssk: Source, places: Places) -> None:
        self.activities = {words(r["kegiatan_id"]): r for r in ssk.rows(KEGIATAN)}
        self._places = places
        self._programmes = {words(r["program_id"]): words(r.get("nama")) for r in ssk.rows(PROGRAM)}

    def activity(self, kegiatan_id: str) -> Row:
        """The activity; {} where the SSK has none."""
        return self.activities.get(kegiatan_id, {})

    def nama(self, kegiatan_id: str) -> str:
        """Its name, or its id where the SSK has none."""
        if kegiatan_id == DISTRICT:
            return "Semua kegiatan"
        return words(self.activity(kegiatan_id).get("nama")) or kegiatan_id

    def lokasi(self, kegiatan_id: str) -> str:
        """Its place in words."""
        return self.place(words(self.activity(kegiatan_id).get("lokasi")))

    def place(self, kode: str) -> str:
        """A place by its code."""
        return self._places.lokasi(kode)

    def package(self, kegiatan_id: str) -> tuple[str, str]:
        """Its package and place as codes."""
        found = self.activity(kegiatan_id)
        return words(found.get("program_id")), words(found.get("lokasi"))

    def program(self, kegiatan_id: str) -> str:
        """The name of its package; Lainnya where it has none."""
        return self.package_name(self.package(kegiatan_id)[0])

    def package_name(self, program_id: str) -> str:
        """A package by its id."""
        return self._programmes.get(program_id) or program_id or "Lainnya"

    def facility(self, kegiatan_id: str) -> str:
        """Its package and place in words, the band of the tables that list lines."""
        return f"{self.program(kegiatan_id)}, {self.lokasi(kegiatan_id)}"

    def remarks(self, text: str, kegiatan_id: str) -> str:
        """Sentences of a computed reason without their full stops, codes written out, between `BREAK`."""
        said = (s.strip().removesuffix(".") for s in _SENTENCE_END.split(text))
        return BREAK.join(self._in_words(s, kegiatan_id) for s in said if s)

    def _in_words(self, sentence: str, kegiatan_id: str) -> str:
        def called(code: str) -> str:
            if code not in self.activities:
                return code
            elsewhere = "" if self.lokasi(code) == self.lokasi(kegiatan_id) else f" ({self.lokasi(code)})"
            return f"{self.nama(code)}{elsewhere}"

        return written_out(sentence, called)
