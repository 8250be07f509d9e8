"""Compare what the checks reported with what was true before any student code ran."""

from course.grading.instrument import BASELINE, PROOF


def take_reports(notebook):
    """Take the checks' reports out of an executed notebook's outputs.

    Returns
    -------
    dict of str to dict
        Report by cell id; of several in one cell, the last.
    """
    reports = {}
    for cell in notebook.cells:
        for output in list(cell.get("outputs", ())):
            if PROOF in output.get("data", {}):
                reports[cell.id] = output.data[PROOF]
                cell.outputs.remove(output)
    return reports


def evidence(watched, reports, endings):
    """Return what speaks for tampering, in sentences; nothing for an honest run.

    Parameters
    ----------
    watched : course.grading.instrument.Instrumented
    reports : dict of str to dict
    endings : dict of str to course.grading.run.Ending
    """
    found = []
    for name, error in watched.canaries.items():
        ending = endings.get(name)
        if ending and ending.ok:
            found.append(f"an assertion that cannot hold was reported as passed ({error} expected)")
        elif ending and ending.kind not in (error, "") and not ending.is_outside:
            found.append(f"an assertion that cannot hold ended as {ending.kind}, not {error}")
    for check in watched.originals:
        ending, report = endings.get(check), reports.get(check)
        if ending and ending.ok and not _is_authentic(report, watched.secret):
            found.append(f"{check} was reported as passed but did not run to its end")
        elif report:
            found += [
                f"after {check}: {sentence}" for sentence in _changes(report, reports.get(BASELINE))
            ]
    return list(dict.fromkeys(found))


def _is_authentic(report, secret):
    return isinstance(report, dict) and report.get("secret") == secret


def _changes(report, baseline):
    """Name what differs from the baseline: a report that cannot be read differs as well."""
    try:
        before, now = baseline["objects"], report["objects"]
        changed = [name for name, value in before.items() if now.get(name) != value]
        # A module may gain names by an import; the notebook's own shell may not.
        changed += [name for name in now if name not in before and "()." in name]
        return [f"{name} was replaced" for name in changed[:10]] + [
            str(s) for s in report["foreign"]
        ]
    except (KeyError, TypeError, AttributeError):
        return ["its report cannot be read"]
