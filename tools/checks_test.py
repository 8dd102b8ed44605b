"""The checks must fail on what they forbid. Each case is a small tree and the words that the check must say about it."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

import count_tests

TOOLS = pathlib.Path(__file__).resolve().parent
LIST = "low 0\nplatform/net 1 low\nshows 20 low platform/net\nvotes 30 low shows\npages 70 low shows\n"
WELL = {
    "src/modules.txt": LIST, "src/low/low.hpp": "", "src/platform/net/net.hpp": '#include "low/low.hpp"\n',
    "src/shows/shows.hpp": '#include "platform/net/net.hpp"\n', "src/shows/views.hpp": "", "src/shows/rules.hpp": "",
    "src/votes/votes.cpp": '#include "shows/shows.hpp"\n', "src/pages/pages.cpp": '#include "shows/views.hpp"\n',
}


class Checks(unittest.TestCase):
    def run_check(self, tool, tree):
        with tempfile.TemporaryDirectory() as root:
            for name, text in tree.items():
                path = pathlib.Path(root, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            done = subprocess.run([sys.executable, TOOLS / tool, "--root", root], capture_output=True, text=True)
            self.assertEqual("", done.stderr)
            return done.returncode, done.stdout

    def assert_well(self, tool, tree):
        code, said = self.run_check(tool, tree)
        self.assertEqual(0, code, said)

    def assert_refused(self, tool, words, tree):
        code, said = self.run_check(tool, tree)
        self.assertEqual(1, code, said)
        self.assertIn(words, said)

    def test_modules_that_obey(self):
        self.assert_well("check_modules", WELL)
        named = "// Shows.\n// Also public: rules.hpp\n"
        self.assert_well("check_modules", WELL | {"src/shows/shows.hpp": named, "src/votes/a.cpp": '#include "shows/rules.hpp"\n'})

    def test_modules_that_do_not(self):
        cases = [
            ("does not grant votes to shows", {"src/shows/a.cpp": '#include "votes/votes.hpp"\n'}),
            ("private to shows", {"src/votes/a.cpp": '#include "shows/rules.hpp"\n'}),
            ("private to shows", {"src/votes/a.cpp": '#include "shows/views.hpp"\n'}),
            ("private to shows", {"src/pages/a.cpp": '#include "shows/shows.sql.hpp"\n'}),
            ("4 further public headers", {"src/shows/shows.hpp": "// Also public: a.hpp, b.hpp, c.hpp, d.hpp\n"}),
            ("private to platform/net", {"src/shows/a.cpp": '#include "platform/net/loop_impl.hpp"\n'}),
            ("is not in src/modules.txt", {"src/chat/chat.cpp": ""}),
            ("lies in no listed folder", {"src/shows/a.cpp": '#include "chat/chat.hpp"\n'}),
            ("listed but holds no code", {"src/modules.txt": LIST + "chat 20 low\n"}),
            ("only lower levels", {"src/modules.txt": LIST.replace("low 0", "low 1")}),
            ("only lower levels", {"src/modules.txt": LIST.replace("shows 20 low", "shows 20 votes low")}),
            ("which is not listed", {"src/modules.txt": LIST.replace("shows 20 low", "shows 20 chat low")}),
            ("says nothing", {"src/shows/show_utils.hpp": ""}),
            ("says nothing", {"web/lib/helpers.ts": ""}),
            ("stays inside platform/http", {"src/shows/a.cpp": "#include <boost/asio.hpp>\n"}),
            ("stays inside platform/db", {"src/shows/a.cpp": "#include <postgresql/libpq-fe.h>\n"}),
            ("is for tests", {"src/shows/a.cpp": '#include "support/database.hpp"\n'}),
            ("is for tests", {"src/shows/a.cpp": '#include "shows/shows_fixture.hpp"\n'}),
            ("start at src/", {"src/shows/a.cpp": '#include "../low/low.hpp"\n'}),
            ("our own headers", {"src/shows/a.cpp": "#include <low/low.hpp>\n"}),
            ("word of the product", {"src/platform/net/a.cpp": "// fine: an artist\nint artist_count = 0;\n"}),
        ]
        for words, extra in cases:
            with self.subTest(words, extra=extra):
                self.assert_refused("check_modules", words, WELL | extra)

    def test_sizes(self):
        short = {f"src/a{n}.cpp": "x\n" * 20 for n in range(40)}
        self.assert_well("check_sizes", short | {"src/b.cpp": "x\n" * 500, "tests/fixtures/big.sql": "x\n" * 900})
        self.assert_refused("check_sizes", "501 lines", short | {"src/b.cpp": "x\n" * 501})
        self.assert_refused("check_sizes", "251 lines", short | {"web/islands/search/search.ts": "x\n" * 251})
        self.assert_refused("check_sizes", "median", {f"src/a{n}.cpp": "x\n" * 100 for n in range(5)})
        self.assert_refused("check_sizes", "percentile", short | {f"src/b{n}.cpp": "x\n" * 301 for n in range(5)})

    def test_text(self):
        fine = {"README.md": "# Title\n\nSee [more](docs/more.md#a-b-part).\n", "docs/more.md": "## A, b `part`\n", "a.json": "{}\n"}
        self.assert_well("check_text", fine)
        cases = [
            ("unfinished work", {"src/a.cpp": "// TO" "DO later\n"}),
            ("switched off", {"src/a_test.cpp": "TEST(A, DISA" "BLED_b) {}\n"}),
            ("switched off", {"tests/e2e/a.test.mjs": "test" ".only('x', () => {});\n"}),
            ("sleeps", {"src/a_test.cpp": "std::this_thread::sleep" "_for(1s);\n"}),
            ("package server", {"web/package-lock.json": '{"resolved": "https://registry.' 'npmjs.org/x"}\n'}),
            ("path of one machine", {"run": "cd /wo" "rk/main\n"}),
            ("conflict mark", {"src/a.cpp": "<<<<<" "<< ours\n"}),
            ("blanks at the end", {"src/a.cpp": "int a; \n"}),
            ("carriage returns", {"src/a.cpp": "int a;\r\n"}),
            ("last line", {"src/a.cpp": "int a;"}),
            ("is not JSON", {"a.json": "{,}\n"}),
            ("leads nowhere", {"README.md": "[x](docs/gone.md)\n"}),
            ("names no heading", {"README.md": "[x](docs/more.md#gone)\n"}),
            ("out of the project", {"README.md": "[x](../secret.md)\n"}),
        ]
        for words, extra in cases:
            with self.subTest(words, extra=extra):
                self.assert_refused("check_text", words, fine | extra)


class Counts(unittest.TestCase):
    GTEST = "[==========] 5 tests from 2 test suites ran. (1 ms total)\n[  PASSED  ] 3 tests.\n"

    def test_ctest(self):
        junit = "<testsuite>{}</testsuite>"
        case = '<testcase status="{}"><system-out>{}</system-out></testcase>'
        worse = self.GTEST + "[  SKIPPED ] 1 test, listed below:\n[  FAILED  ] 1 test, listed below:\n"
        cases = [
            ([3, 0, 0], case.format("run", self.GTEST)),
            ([3, 1, 1], case.format("fail", worse)),
            ([3, 1, 0], case.format("fail", self.GTEST + "LeakSanitizer: detected memory leaks")),
            ([0, 1, 0], case.format("fail", "[ RUN      ] A.b\nSegmentation fault")),
            ([1, 0, 0], case.format("run", "fuzzed")),
            ([0, 0, 1], case.format("notrun", "")),
            ([6, 0, 0], case.format("run", self.GTEST) * 2),
        ]
        for expected, xml in cases:
            with self.subTest(xml):
                self.assertEqual(expected, count_tests.ctest(junit.format(xml)))

    def test_others(self):
        self.assertEqual([7, 3, 1], count_tests.tap("1..2\n# tests 11\n# pass 7\n# fail 2\n# cancelled 1\n# skipped 1\n"))
        self.assertEqual([12, 1, 0], count_tests.vitest(" Test Files  3 passed (3)\n\x1b[2m      Tests \x1b[22m 1 failed | 12 passed (13)\n"))
        self.assertEqual([4, 2, 1], count_tests.unittest("Ran 7 tests in 1s\n\nFAILED (failures=1, errors=1, skipped=1)\n"))


unittest.main()
