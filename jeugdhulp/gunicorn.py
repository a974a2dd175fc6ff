"""Settings of gunicorn that belong to the product: `gunicorn -c python:jeugdhulp.gunicorn …`.

Its own lines go through our log: they would tell the address and headers of a request that it
cannot read. It keeps no access log; the middleware writes a line per request that names the route
instead of the address. Address, workers and threads are given on the command line.
"""

from environ import FileAwareEnv

from jeugdhulp import systeemlog

accesslog = None
logconfig_dict = systeemlog.instellingen(kort=FileAwareEnv().bool("JEUGDHULP_DEMO", default=False))
