"""Counts test cases from what test runners left behind, and prints "PASSED FAILED SKIPPED".

Arguments are KIND:FILE with KIND one of ctest (its JUnit file), tap (node --test), vitest and unittest (their output).
A GoogleTest program counts by its cases; one that died, or failed although its cases passed (a leak), counts one failure more.
"""
import re
import sys
import xml.etree.ElementTree

COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def number(pattern, text):
    found = re.findall(pattern, text, re.MULTILINE)
    return int(found[-1]) if found else 0


def ctest_program(failed, skipped, output):
    if skipped:
        return 0, 0, 1
    ran = re.search(r"^\[=+\] \d+ tests? from \d+ test suites? ran", output, re.MULTILINE)
    passes = number(r"^\[  PASSED  \] (\d+) tests?", output)
    failures = number(r"^\[  FAILED  \] (\d+) tests?, listed below", output)
    skips = number(r"^\[  SKIPPED \] (\d+) tests?, listed below", output)
    if not ran:
        return (0, 1, 0) if failed else (1, 0, 0)
    return passes, max(failures, 1) if failed else failures, skips


def ctest(text):
    counts = [0, 0, 0]
    for case in xml.etree.ElementTree.fromstring(text).iter("testcase"):
        status = case.get("status")
        one = ctest_program(status == "fail", status in ("notrun", "disabled"), case.findtext("system-out") or "")
        counts = [a + b for a, b in zip(counts, one)]
    return counts


def tap(text):
    return [number(r"^# pass (\d+)", text), number(r"^# fail (\d+)", text) + number(r"^# cancelled (\d+)", text), number(r"^# skipped (\d+)", text)]


def vitest(text):
    line = next((line for line in COLOUR.sub("", text).splitlines() if re.match(r"\s+Tests\s", line)), "")
    return [number(r"(\d+) " + word, line) for word in ("passed", "failed", "skipped")]


def unittest(text):
    bad = sum(number(word + r"=(\d+)", text) for word in ("failures", "errors"))
    skipped = number(r"skipped=(\d+)", text)
    return [number(r"^Ran (\d+) tests?", text) - bad - skipped, bad, skipped]


KINDS = {"ctest": ctest, "tap": tap, "vitest": vitest, "unittest": unittest}


def main():
    totals = [0, 0, 0]
    for argument in sys.argv[1:]:
        kind, _, name = argument.partition(":")
        with open(name, encoding="utf-8", errors="replace") as file:
            totals = [a + b for a, b in zip(totals, KINDS[kind](file.read()))]
    print(*totals)


if __name__ == "__main__":
    main()
