"""Carries an image through against a served emulated cloud, with nothing but Python's standard library.

The environment variable EMULATED_CLOUD holds the line that the emulator prints. Every request is signed here, in the
form that the first argument names ("A" or "B"), or carries a token ("token"). Ends with 0 where all is as documented.
"""

import hashlib
import hmac
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from datetime import datetime, timezone

CLOUD = json.loads(os.environ["EMULATED_CLOUD"])["openTelekomCloud"]
ALGORITHM = "SDK-HMAC-SHA256"


def encoded(text):
    return urllib.parse.quote(text, safe="-_.~")


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def mac(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def canonical_request(method, path, query, headers, body):
    """The six parts that both forms of the signature have."""
    names = sorted(name.lower() for name in headers)
    values = {name.lower(): value.strip() for name, value in headers.items()}
    uri = "/".join(encoded(urllib.parse.unquote(part)) for part in path.split("/"))
    return "\n".join(
        [
            method,
            uri if uri.endswith("/") else uri + "/",
            "&".join(f"{encoded(name)}={encoded(value)}" for name, value in sorted(query)),
            "".join(f"{name}:{values[name]}\n" for name in names),
            ";".join(names),
            sha256(body),
        ]
    ), ";".join(names)


def form_a(request_text, names, date, access_key, secret_key):
    text = "\n".join([ALGORITHM, date, sha256(request_text.encode())])
    signature = mac(secret_key.encode(), text).hex()
    return f"{ALGORITHM} Access={access_key}, SignedHeaders={names}, Signature={signature}"


def form_b(request_text, names, date, access_key, secret_key):
    scope = f"{date[:8]}/{CLOUD['region']}/service/sdk_request"
    text = "\n".join([ALGORITHM, date, scope, sha256(request_text.encode())])
    key = ("SDK" + secret_key).encode()
    for part in scope.split("/"):
        key = mac(key, part)
    signature = mac(key, text).hex()
    return f"{ALGORITHM} Credential={access_key}/{scope}, SignedHeaders={names}, Signature={signature}"


class Client:
    def __init__(self, form, secret_key=None):
        self.form = form
        self.secret_key = secret_key or CLOUD["secretKey"]
        self.token = None

    def call(self, service, method, path, body=None, query=(), headers=None):
        """Status, headers and parsed body of the answer, whatever it is."""
        url = CLOUD["endpoints"][service] + path.replace("{pid}", CLOUD["projectId"])
        data = b"" if body is None else json.dumps(body).encode()
        sent = {"Host": urllib.parse.urlparse(url).netloc, **(headers or {})}
        if body is not None:
            sent["Content-Type"] = "application/json"
        if self.token:
            sent["X-Auth-Token"] = self.token
        elif self.form in ("A", "B"):
            date = datetime.now(timezone.utc).strftime("%Y%m%dT%H%M%SZ")
            sent["X-Sdk-Date"] = date
            sent["X-Project-Id"] = CLOUD["projectId"]
            parts = urllib.parse.urlparse(url)
            text, names = canonical_request(method, parts.path, list(query), sent, data)
            sign = form_a if self.form == "A" else form_b
            sent["Authorization"] = sign(text, names, date, CLOUD["accessKey"], self.secret_key)
        address = url + ("?" + urllib.parse.urlencode(query) if query else "")
        request = urllib.request.Request(address, method=method, headers=sent, data=data or None)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return self.read(answer)
        except urllib.error.HTTPError as answer:
            return self.read(answer)

    @staticmethod
    def read(answer):
        text = answer.read()
        return answer.status, answer.headers, json.loads(text) if text else None

    def login(self):
        user = {
            "name": CLOUD["userName"],
            "password": CLOUD["password"],
            "domain": {"name": CLOUD["domainName"]},
        }
        auth = {
            "identity": {"methods": ["password"], "password": {"user": user}},
            "scope": {"project": {"name": CLOUD["projectName"], "domain": {"name": CLOUD["domainName"]}}},
        }
        status, headers, body = self.call("iam", "POST", "/v3/auth/tokens", {"auth": auth})
        equal(status, 201, "a login")
        catalogue = {entry["type"]: entry["endpoints"][0]["url"] for entry in body["token"]["catalog"]}
        pid, endpoints = CLOUD["projectId"], CLOUD["endpoints"]
        for kind, address in {
            "image": endpoints["ims"],
            "ecs": f"{endpoints['ecs']}/v1/{pid}",
            "volumev2": f"{endpoints['evs']}/v2/{pid}",
            "cbr": f"{endpoints['cbr']}/v3/{pid}",
        }.items():
            equal(catalogue[kind], address, f"the catalogue's {kind}")
        equal(body["token"]["project"]["id"], pid, "the token's project")
        self.token = headers["X-Subject-Token"]


def equal(seen, expected, what):
    if seen != expected:
        sys.exit(f"{what}: {seen!r} instead of {expected!r}")


def carry_image_through(client):
    name = f"plain {client.form}"
    status, _, body = client.call("ecs", "GET", "/v1/{pid}/cloudservers/detail", query=[("limit", "100")])
    equal(status, 200, "the list of servers")
    server = next(one for one in body["servers"] if one["name"] == "db-01")
    status, _, body = client.call("ecs", "GET", f"/v1/{{pid}}/cloudservers/{server['id']}")
    equal((status, body["server"]["status"]), (200, "SHUTOFF"), "the server")
    status, _, body = client.call(
        "cbr",
        "GET",
        "/v3/{pid}/vaults",
        query=[("protect_type", "backup"), ("object_type", "server"), ("name", "vault-servers")],
    )
    equal((status, body["count"]), (200, 1), "the list of vaults")

    status, _, body = client.call(
        "ims",
        "POST",
        "/v1/cloudimages/wholeimages/action",
        {
            "name": name,
            "instance_id": server["id"],
            "vault_id": body["vaults"][0]["id"],
            "image_tags": [{"key": "form", "value": client.form}],
        },
    )
    equal((status, list(body)), (200, ["job_id"]), "the submission")
    job_id, job = body["job_id"], {"status": "INIT"}
    for _ in range(600):
        _, _, job = client.call("ims", "GET", f"/v1/{{pid}}/jobs/{job_id}")
        if job["status"] not in ("INIT", "RUNNING"):
            break
        time.sleep(0.1)
    equal(job["status"], "SUCCESS", "the job")
    image_id = job["entities"]["image_id"]

    status, _, body = client.call(
        "ims", "GET", "/v2/cloudimages", query=[("tag", f"form={client.form}"), ("name", name), ("__imagetype", "private")]
    )
    equal((status, [one["id"] for one in body["images"]]), (200, [image_id]), "the list of images")
    equal(body["images"][0]["status"], "active", "the image")

    status, _, _ = client.call("ims", "DELETE", f"/v2/images/{image_id}", {"delete_backup": True})
    equal(status, 204, "the deletion")
    status, _, body = client.call("ims", "GET", "/v2/cloudimages", query=[("id", image_id)])
    equal((status, body["images"]), (200, []), "the list after the deletion")


def main(form):
    client = Client(form)
    if form == "token":
        client.login()
    else:
        status, headers, body = Client(form, "wrong").call("ims", "GET", "/v2/cloudimages")
        equal((status, body["error_code"]), (401, "APIGW.0301"), "a wrong secret key")
        equal(body["request_id"], headers["X-Request-Id"], "the request's id")
    carry_image_through(client)
    print("OK")


main(sys.argv[1])
