"""A photo puts back what was made, row for row, and only where nothing stood."""

import pytest

from jeugdhulp.domain.controle import controleer
from jeugdhulp.models import Gemeente
from jeugdhulp.tests import foto as foto_van
from jeugdhulp.tests.factories import GemeenteFactory
