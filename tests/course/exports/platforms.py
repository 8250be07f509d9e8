"""How platforms read a file of grades, after their own sources, as far as a file can go wrong."""

import csv
import io
import re


def read_as_canvas(text):
    """Return grades by (student, assignment) and points possible by assignment.

    ``lib/gradebook_importer.rb`` of instructure/canvas-lms: `row_has_student_headers?`,
    `update_column_count`, `process_pp`, `process_student`.
    """
    header, *rows = csv.reader(io.StringIO(text))
    assert len(header) > 3
    assert "Student" in header[0]
    assert "ID" in header[1]
    assert re.search(r"SIS\s+User\s+ID", header[2])
    assert re.search(r"SIS\s+Login\s+ID", header[3])
    assert "Section" in header[4]
    grades, possible = {}, {}
    for row in rows:
        if "Points Possible" in row[0]:
            possible = {title: float(row[header.index(title)]) for title in header[5:]}
            continue
        who = row[1] or row[2] or row[3]
        assert who, "Canvas would make a new student of this row"
        for title in header[5:]:
            grades[who, title] = _canvas_number(row[header.index(title)])
    return grades, possible


def _canvas_number(field):
    """The last comma or point is the decimal one."""
    if re.fullmatch(r"-?[0-9.,]+%?", field):
        *parts, last = re.split(r"[,.]", field)
        return float(f"{''.join(parts)}.{last}" if parts else last)
    assert field == "", f"{field} is no grade"
    return None


def read_as_moodle(text, users, items):
    """Return grades and feedback by (user, item).

    ``grade/import/csv/classes/load_data.php`` of moodle/moodle: `prepare_import_grade_data`,
    `check_user_exists`, `update_grade_item`, `insert_grade_record`.
    """
    header, *rows = csv.reader(io.StringIO(text))
    grades, feedback = {}, {}
    for row in rows:
        if len(row) <= 1:
            continue
        assert row[0] in users, "Moodle stops the whole import at a user it does not know"
        for title, value in zip(header[1:], map(str.strip, row[1:]), strict=True):
            item = title.removesuffix(" (feedback)")
            assert item in items
            if item != title:
                feedback[row[0], item] = value
            elif value not in ("", "-"):
                grades[row[0], item] = float(value)
                assert grades[row[0], item] <= 100
    return grades, feedback
