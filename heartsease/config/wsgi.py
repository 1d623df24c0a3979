"""The application that gunicorn serves."""

import gc

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

# What start-up made stays for the life of the process, and a page's values die with it by reference counting: looking
# through all of them again and again cost a tenth of the processor time of the room page (scripts/bench/pages.py).
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 50)
