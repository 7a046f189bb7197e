"""A one-time code ties a contact to a person 绑定; nicknames never do. Codes are kept as hashes, tries are bounded."""

import hashlib
import hmac
import secrets
from datetime import timedelta

from dispatch.contacts import Binding, Deed
from dispatch.errors import Refusal, Why
from dispatch.people import Person, Staff
from dispatch.store import Work

DIGITS = 6
VALID = timedelta(minutes=15)
TRIES = 5  # wrong codes of one contact before it has to wait
WAIT = timedelta(hours=1)
TRIES_OF_ALL = 30  # wrong codes of everybody within VALID, after which every open code is void


def invite(work: Work, person: Person, by: str) -> str:
    """A code of six digits for a person, valid for 15 minutes and once; earlier codes of theirs are void."""
    code, salt = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}", secrets.token_hex(16)
    work.bindings.void(person.id)
    work.bindings.invite(person.id, salt, _digest(salt, code), work.now + VALID)
    work.bindings.trace(by, Deed.INVITED, person.id)
    return code


def redeem(work: Work, staff: Staff, contact: str, code: str) -> Person | Refusal:
    """绑定: ties the contact to whom the code was given for; refused with BAD_CODE or TOO_MANY_TRIES."""
    if work.bindings.traced(Deed.FAILED, work.now - WAIT, who=contact) >= TRIES:
        return Refusal(code=Why.TOO_MANY_TRIES)
    person = _spend(work, staff, code)
    if person is None:
        work.bindings.trace(contact, Deed.FAILED, "")
        _stop_guessing(work)
        return Refusal(code=Why.BAD_CODE)
    work.bindings.bind(Binding(contact=contact, person=person.id, at=work.now))
    work.bindings.trace(contact, Deed.BOUND, person.id)
    return person


def shown(work: Work, staff: Staff, contact: str, code: str) -> None:
    """A code that was said where others read it is void."""
    person = _spend(work, staff, code)
    if person:
        work.bindings.trace(contact, Deed.SHOWN, person.id)


def unbind(work: Work, contact: str, by: str) -> bool:
    """解绑: the contact speaks for nobody any more; whether it did."""
    gone = work.bindings.unbind(contact)
    if gone:
        work.bindings.trace(by, Deed.UNBOUND, contact)
    return gone


def _spend(work: Work, staff: Staff, code: str) -> Person | None:
    for open_ in work.bindings.invites(work.now):
        if hmac.compare_digest(open_.digest, _digest(open_.salt, code)):
            mine = work.bindings.spend(open_.id)  # of two who send it at once, one finds it
            return staff.by_id(open_.person) if mine else None
    return None


def _stop_guessing(work: Work) -> None:
    """Many contacts that guess together find no code either."""
    if work.bindings.traced(Deed.FAILED, work.now - VALID) >= TRIES_OF_ALL and work.bindings.void_all():
        work.bindings.trace("system", Deed.VOIDED, "")


def _digest(salt: str, code: str) -> str:
    return hashlib.sha256(f"{salt}{code}".encode()).hexdigest()
