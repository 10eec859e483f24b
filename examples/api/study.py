"""A study over HTTP, from Python: asked for, waited for, its tables read.

    python3 examples/api/study.py http://127.0.0.1:8090

Needs requests and pandas; with pyarrow or fastparquet tables come as Parquet, else as CSV. HAZCADE_KEY is sent as bearer token.
"""
import importlib.util
import io
import os
import sys
import time

import pandas
import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

service = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8090"
http = requests.Session()
# A service that is too busy (429, 503) has done nothing, and says when to come again.
http.mount("http", HTTPAdapter(max_retries=Retry(5, status_forcelist=(429, 503), allowed_methods=None)))
if key := os.environ.get("HAZCADE_KEY"):
    http.headers["Authorization"] = f"Bearer {key}"


def ask(method, path, **options):
    """The answer; what is refused is an error with the code of the problem details (RFC 9457)."""
    answer = http.request(method, service + path, timeout=60, **options)
    if not answer.ok:
        problem = answer.json()
        sys.exit(f"{problem['code']}: {problem['detail']}")
    return answer


def table(study, name, **query):
    """A table of a study as a data frame."""
    parquet = any(importlib.util.find_spec(p) for p in ("pyarrow", "fastparquet"))
    content = io.BytesIO(ask("GET", f"/v1/studies/{study}/tables/{name}.{'parquet' if parquet else 'csv'}", params=query).content)
    return pandas.read_parquet(content) if parquet else pandas.read_csv(content)


study = ask("POST", "/v1/studies", json={"scenario": "tutorial", "replications": 500, "seed": "python"}).json()
while study["status"] in ("queued", "running"):
    time.sleep(0.2)
    study = ask("GET", f"/v1/studies/{study['id']}").json()
if study["status"] != "done":
    sys.exit(f"the study {study['status']}: {study.get('error')}")

outcomes = ask("GET", f"/v1/studies/{study['id']}/results").json()["outcomes"]
hours = outcomes["person-hours.all"]
low, high = hours["interval"]
print(f"person-hours without a service: {hours['mean']:.0f} ({low:.0f} to {high:.0f})")
worst = table(study["id"], "assets", sort="-failure_probability", limit=3)
print(worst[["id", "failure_probability", "mean_lost_hours"]].to_string(index=False))
print("digest", study["digest"][:16])
