"""People who come in by one of the ways of signing in, as browsers do: they keep their cookies."""

import base64
import hashlib
import hmac
import struct
import time

import house
from house import PASSWORD, Person


def code_of(secret, ahead=0):
    """RFC 6238, written again: the code of a half-minute."""
    key = base64.b32decode(secret)
    step = int(time.time()) // 30 + ahead
    digest = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7fffffff) % 1_000_000:06}"


class Browser(Person):
    """Keeps its cookies."""

    def __init__(self, serving):
        super().__init__(serving)
        self.jar = {}

    def ask(self, method, path, body=None, **headers):
        self.cookie = "; ".join(f"{name}={value}" for name, value in self.jar.items())
        answer = super().ask(method, path, body, **headers)
        for field in answer.headers.get_all("Set-Cookie") or []:
            name, value = field.split(";")[0].split("=", 1)
            self.jar.pop(name, None)
            if value:
                self.jar[name] = value
        if answer.status == 201 and answer.json:
            session = answer.json.get("session", answer.json)
            self.csrf = session.get("csrf_token", self.csrf)
        return answer

    def sign_in(self, name, password):
        return self.ask("POST", "/api/accounts/session", {"name": name, "password": password})

    def enrol(self):
        begun = self.ask("POST", "/api/accounts/second-factor/enrolment")
        secret = begun.json["secret"]
        done = self.ask("POST", "/api/accounts/second-factor", {"code": code_of(secret)})
        return secret, done


class SignInHouse(house.House):
    def browser(self, name=None, password=PASSWORD):
        browser = Browser(self.serving)
        if name:
            answer = browser.sign_in(name, password)
            self.assertEqual(answer.status, 201, answer.text)
        return browser
