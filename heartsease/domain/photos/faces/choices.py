"""The models of which whoever runs the journal chooses one. Light: the settings read it before anything is set up."""

from heartsease.domain.photos.faces.blazeface import BLAZEFACE
from heartsease.domain.photos.faces.centerface import CENTERFACE

DEFAULT = CENTERFACE.name
MODELS = {model.name: model for model in (CENTERFACE, BLAZEFACE)}
