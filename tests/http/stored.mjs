// What lies in a program's SQLite database, for tests in which time passes or bytes are gone. Python's sqlite3 is not ours.
import { execFileSync } from "node:child_process";
import { join } from "node:path";

export const python = (script, ...args) => execFileSync("python3", ["-c", script, ...args], { encoding: "utf8" });

/** Runs statements on the database in this data folder, as time passing would. */
export const alter = (data, sql) =>
  python(
    "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], timeout=30); c.executescript(sys.argv[2]); c.close()",
    join(data, "theset.sqlite"),
    sql,
  );
