"""Tell an honest run from a bent one, by what the checks and canaries reported."""

from hmac import compare_digest

from course.grading.instrument import PROOF
from course.grading.watch import sign


def take_reports(notebook):
    """Take the checks' reports out of an executed notebook's outputs.

    Returns
    -------
    dict of str to list
        Reports by cell id: whatever was sent as one, in order.
    """
    reports = {}
    for cell in notebook.cells:
        for output in list(cell.get("outputs", ())):
            if PROOF in output.get("data", {}):
                reports.setdefault(cell.id, []).append(output.data[PROOF])
                cell.outputs.remove(output)
    return reports


def evidence(watched, reports, endings):
    """Return what speaks for tampering, in sentences; nothing for an honest run.

    Parameters
    ----------
    watched : course.grading.instrument.Instrumented
    reports : dict of str to list
    endings : dict of str to course.grading.run.Ending
    """
    key = _key(reports.get(watched.start, []))
    found = [
        f"{name} sent a report, as only a check does"
        for name in reports
        if name not in (watched.start, *watched.secrets)
    ]
    for name, error in watched.canaries.items():
        found += _canary(endings.get(name), reports.get(name, []), error)
    for check in watched.checks:
        ending, sent = endings.get(check), reports.get(check, [])
        if ending and ending.ok and not _is_proof(sent, check, watched, key):
            found.append(f"{check} was reported as passed but did not run to its end")
        elif sent and not (ending and ending.ok) and not (ending and ending.is_outside):
            found.append(f"{check} sent a report although it failed")
    found += [
        sentence
        for name in watched.secrets
        for report in reports.get(name, [])
        for sentence in _noted(report)
    ]
    found += [
        f"{name} was answered as passed and raised an error"
        for name, ending in endings.items()
        if ending.ok and ending.raised and name in watched.secrets
    ]
    return list(dict.fromkeys(found))


def _canary(ending, sent, error):
    if ending is None or ending.is_outside:
        return
    if ending.ok or sent:
        yield f"an assertion that cannot hold was reported as passed ({error} expected)"
    elif ending.kind != error:
        yield f"an assertion that cannot hold ended as {ending.kind}, not {error}"
    elif not ending.raised:
        yield "an assertion that cannot hold failed without showing its error"


def _key(sent):
    """Return what the watch over the kernel signs with; it told so before any student code."""
    told = sent[0].get("key") if len(sent) == 1 and isinstance(sent[0], dict) else None
    try:
        return bytes.fromhex(told)
    except (TypeError, ValueError):
        return b""


def _is_proof(sent, check, watched, key):
    """One report, and the right one, as the watch signed it: a second would be somebody else's."""
    if not key or len(sent) != 1 or not isinstance(sent[0], dict):
        return False
    secret, looks = watched.secrets[check], watched.looks[check]
    signature = sign(key, secret, looks, sent[0].get("noted"))
    return compare_digest(signature.encode(), str(sent[0].get("signature")).encode())


def _noted(report):
    noted = report.get("noted") if isinstance(report, dict) else None
    return map(str, noted) if isinstance(noted, list) else ["its report cannot be read"]
