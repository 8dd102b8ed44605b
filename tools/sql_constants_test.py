"""What the two generators of sources make of SQL, and what they must refuse."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOLS = pathlib.Path(__file__).resolve().parent
WELL = """-- About the file; with a semicolon.
-- name: by_slug
-- The artist behind an address.
select id, name  -- $9 is no parameter here
from artists where slug = $1 and note = 'it''s; -- $8 text' and page > $2 and slug <> $1 /* ; $7 */;

-- differs because only one of them locks rows
-- name: by_slug @postgres
select id from artists where page > $2 and slug = $1 for update;
"""


class Generators(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)

    def run_tool(self, tool, *arguments):
        return subprocess.run([sys.executable, TOOLS / tool, *map(str, arguments)], capture_output=True, text=True)

    def constants(self, sql):
        (self.root / "artists.sql").write_text(sql)
        made = self.root / "out" / "artists.sql.hpp"
        done = self.run_tool("sql_constants.py", self.root / "artists.sql", made, "--namespace", "artists")
        return done.stderr if done.returncode else made.read_text()

    def test_statements_without_their_comments(self):
        text = self.constants(WELL)
        self.assertIn('by_slug{"artists.by_slug",\nR"sql(select id, name\nfrom artists where slug = $1 and note = \'it\'\'s; -- $8 text\'', text)
        self.assertIn('R"sql(select id from artists where page > $2 and slug = $1 for update)sql"};', text)
        self.assertEqual(1, text.count("RegisterStatement by_slug_registered{by_slug}"))
        self.assertNotIn("The artist behind", text)

    def test_refusals(self):
        for sql, words in {
            "select 1": "without '-- name",
            "-- name: a\nselect 1;\n-- name: a\nselect 2;": "already defined in line 1",
            "-- name: a\nselect $2, $1;": "appear as $2, $1",
            "-- name: a\nselect $1, $3;": "appear as $1, $3",
            "-- name: a\nselect ?;": "write parameters as $1",
            "-- name: a\nselect 1; select 2;": "more than one statement",
            "-- name: a\n-- only words": "has no SQL",
            "-- name: By slug\nselect 1;": "one snake_case word",
            "-- name: delete\nselect 1;": "a word of C++",
            "-- name: a @oracle\nselect 1;": "unknown engine",
            "-- name: a\nselect 1;\n-- name: a @postgres\nselect 1;": "differs because",
            "-- differs because\n-- name: a @postgres\nselect 1;": "no shared statement",
            "-- name: a\nselect $1;\n-- differs because\n-- name: a @postgres\nselect 1;": "the same parameters",
        }.items():
            with self.subTest(sql):
                self.assertIn(words, self.constants(sql))

    def migrations(self, files):
        for name, sql in files.items():
            path = self.root / "migrations" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(sql)
        made = self.root / "embedded.cpp"
        done = self.run_tool("embed_migrations.py", self.root / "migrations", made)
        return done.stderr if done.returncode else made.read_text()

    def test_migrations_are_embedded(self):
        text = self.migrations({"sqlite/0001_a.sql": "select 1;", "postgres/0001_a.sql": "x" * 20000})
        self.assertIn('{1, "a",\nR"sql(select 1;)sql"},', text)
        self.assertEqual(20000, text.count("x"))

    def test_migrations_refused(self):
        for files, words in (
            ({"sqlite/0001_a.sql": "", "postgres/0001_b.sql": ""}, "both engines need the same"),
            ({"sqlite/0001_a.sql": "", "sqlite/0001_b.sql": ""}, "used twice"),
            ({"sqlite/1_a.sql": ""}, "NNNN_name.sql"),
        ):
            with self.subTest(files):
                self.setUp()
                self.assertIn(words, self.migrations(files))


if __name__ == "__main__":
    unittest.main()
