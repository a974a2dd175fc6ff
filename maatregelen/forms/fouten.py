"""What forms share: showing what the domain says."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from jeugdhulp.forms.basis import GeenClientnummer


class FoutenVanDomein(GeenClientnummer):
    """A form that shows what the domain still asks, at its field."""

    def neem_over(self, fout: ValidationError) -> None:
        per_veld = fout.message_dict if hasattr(fout, "error_dict") else {None: fout.messages}
        for veld, meldingen in per_veld.items():
            doel = None if veld == NON_FIELD_ERRORS or veld not in self.fields else veld
            for melding in meldingen:
                self.add_error(doel, melding)
