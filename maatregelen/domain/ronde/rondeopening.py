"""Opening rounds on the day they were planned for, by the timer."""

import logging

from django.core.exceptions import ValidationError

from jeugdhulp import kalender
from maatregelen.choices import RondeToestand
from maatregelen.domain.ronde.rondeplanning import is_te_laat
from maatregelen.domain.ronde.rondes import open_geplande_ronde
from maatregelen.models import Ronde

log = logging.getLogger(__name__)


def open_op_tijd() -> str:
    """The task: open, as the system, every planned round whose day has come; says in Dutch what it
    did. One that cannot open yet (the one before it still goes on) is tried again each turn; one
    whose days are past waits for somebody to move it: nobody could deliver in time."""
    vandaag = kalender.vandaag()
    rondes = Ronde.objects.filter(
        toestand=RondeToestand.GEPLAND, opent_op__lte=vandaag, peildatum__lte=vandaag
    )
    geopend = wacht = 0
    for ronde in rondes.select_related("plan").order_by("opent_op", "pk"):
        if is_te_laat(ronde, vandaag):
            wacht += 1
            continue
        try:
            open_geplande_ronde(ronde, door=None)
        except ValidationError:
            log.info("geplande ronde %s kan nog niet open", ronde.pk)
            wacht += 1
        else:
            geopend += 1
    return f"{geopend} geopend, {wacht} kan nog niet"
