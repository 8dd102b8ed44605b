// The commands as an operator types them: what they say, and how they end.
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ask, bringIn, harvest } from "./api.mjs";
import { makeDatabase, onPostgres } from "./postgres.mjs";
import { makeFolder, operatorToken, root, run, serve } from "./program.mjs";
import { startSandbox } from "./sandbox.mjs";

let sandbox;
before(async () => {
  sandbox = await startSandbox();
});
after(() => sandbox?.stop());

const words = (answer) => answer.out + answer.err;

async function fails(args, code, pattern, settings) {
  const answer = await run(args, settings);
  assert.equal(answer.code, code, `${args.join(" ")}: ${words(answer)}`);
  assert.match(words(answer), pattern);
  assert.doesNotMatch(words(answer), /terminate called|std::|Aborted/);
  return answer;
}

test("wrong words end with 2 and say what would be right", async () => {
  await fails([], 2, /subcommand/i);
  await fails(["fly"], 2, /fly|subcommand/i);
  await fails(["serve", "--fast"], 2, /--fast/);
  await fails(["import"], 2, /name/i);
  await fails(["backup"], 2, /file/i);
  await fails(["sandbox", "--port", "many"], 2, /port/i);
  for (const args of [["--help"], ["serve", "--help"]]) {
    const help = await run(args);
    assert.equal(help.code, 0);
    assert.match(help.out, args.length === 1 ? /serve[\s\S]*migrate[\s\S]*import[\s\S]*sandbox[\s\S]*doctor/ : /--port/);
  }
});

test("config prints a manual that is itself a configuration, and no secret", async () => {
  const manual = await run(["config"], { "setlistfm.api_key": "key-of-mine", "database.url": undefined });
  assert.equal(manual.code, 0, manual.err);
  assert.doesNotMatch(words(manual), /key-of-mine/);
  assert.ok(!words(manual).includes(operatorToken));
  const file = join(makeFolder(), "theset.toml");
  for (const text of [manual.out, manual.out.replace(/^# ?(?=[a-z_]+ = )/gm, "")]) {
    await writeFile(file, text);
    const migrated = await run(["migrate", "--config", file, "--data", makeFolder()]);
    assert.equal(migrated.code, 0, words(migrated));
  }
  assert.equal(await readFile(join(root, "deploy/theset.toml"), "utf8"), manual.out, "deploy/theset.toml is what the program prints");
});

test("a configuration with mistakes stops the start and names each", async () => {
  const file = join(makeFolder(), "bad.toml");
  const refused = async (text, pattern) => {
    await writeFile(file, text);
    await fails(["serve", "--port", "0", "--config", file, "--data", makeFolder()], 1, pattern);
  };
  await refused("[http\nport = 1", /bad\.toml/);
  await refused("[http]\nprot = 1\n", /http\.prot[\s\S]*http\.port/);
  await refused('[http]\nport = "8080"\n', /http\.port/);
  await refused("[jobs]\nslots = 0\n", /jobs\.slots[\s\S]*1/);
  await refused(
    "[jobs]\nslots = 0\n[log]\nlevel = 'loud'\n[nothing]\nx = 1\n",
    /jobs\.slots[\s\S]*log\.level|log\.level[\s\S]*jobs\.slots/,
  );
  await fails(["serve", "--config", "/nowhere/theset.toml"], 1, /\/nowhere\/theset\.toml/);
  await fails(["serve", "--set", "nonsense"], 1, /section\.name=value/);
  await fails(["serve", "--set", "http.port=65536"], 1, /http\.port/);
  await fails(["serve", "--port", "x"], 1, /http\.port/);
  await fails(["serve"], 1, /THESET_NO_SUCH/, { "no.such": "1" });
  const secret = await fails(["serve", "--set", "setlistfm.api_kye=key-of-mine"], 1, /setlistfm\.api_key/);
  assert.doesNotMatch(words(secret), /key-of-mine/, "a misspelt secret is a secret still");
});

test("a start that cannot be says why", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const port = `${server.address().port}`;
  await fails(["serve", "--port", port, "--data", makeFolder()], 1, new RegExp(`${port}`));
  await fails(["sandbox", "--port", port, "--data", makeFolder()], 1, new RegExp(`${port}`));
  server.close();
  await fails(["serve", "--port", "0", "--data", "/proc/nowhere"], 1, /\/proc\/nowhere/);
  await fails(["serve", "--port", "0", "--data", makeFolder()], 1, /manifest\.json/, { "http.assets": "/nowhere" });
  const down = { "database.url": "postgresql://me:secret-of-mine@127.0.0.1:1/theset" };
  for (const command of [["serve", "--port", "0"], ["migrate"], ["doctor"]]) {
    const answer = await fails(command, 1, /database|connect/i, down);
    assert.doesNotMatch(words(answer), /secret-of-mine/);
  }
  const data = makeFolder();
  await writeFile(join(data, "theset.sqlite"), "this is no database, but long enough to be looked at as if it were one".repeat(20));
  await fails(["serve", "--port", "0", "--data", data], 1, /database/i);
  assert.match(await readFile(join(data, "theset.sqlite"), "utf8"), /^this is no database/, "nothing of it was touched");
});

test("migrate brings the schema, once", async () => {
  const data = makeFolder();
  assert.match((await fails(["migrate", "--data", data], 0, /SQLite/)).out, /[1-9]\d* migrations? applied/);
  await fails(["migrate", "--data", data], 0, /nothing to do/);
});

test("doctor says what is well and what is not, and shows no secret", async () => {
  const well = await run(["doctor", "--data", makeFolder()], sandbox.settings);
  assert.equal(well.code, 0, words(well));
  for (const name of ["Spotify", "Ticketmaster", "setlist.fm"]) assert.match(well.out, new RegExp(`ok +${name}`));
  assert.match(well.out, /Everything works/);
  assert.match(well.out, /\(set\)/);
  for (const [name, value] of Object.entries(sandbox.settings)) if (/key|secret/.test(name)) assert.ok(!words(well).includes(value), name);
  assert.ok(!words(well).includes(operatorToken));

  const wrongKeys = { ...sandbox.settings, "setlistfm.api_key": "wrong-key-of-mine", "spotify.client_secret": "wrong-secret-of-mine" };
  const sick = await fails(["doctor", "--data", makeFolder()], 1, /WRONG setlist\.fm: setlist\.fm does not accept the key/, wrongKeys);
  assert.match(sick.out, /WRONG Spotify/);
  assert.match(sick.out, /ok +Ticketmaster/);
  assert.doesNotMatch(words(sick), /of-mine/);
});

test("doctor tells the address that Spotify has to lead back to, and when it cannot", async () => {
  const asked = (url) => run(["doctor", "--data", makeFolder()], { ...sandbox.settings, "http.public_url": url });
  const well = await asked("https://theset.example");
  assert.match(well.out, /ok +Continue with Spotify: register the redirect URI https:\/\/theset\.example\/sign-in\/spotify\/back/);
  const plain = await asked("http://theset.example");
  assert.equal(plain.code, 1);
  assert.match(plain.out, /WRONG Continue with Spotify: .*https only/);
});

test("doctor stands in services of its own while no key is set", async () => {
  const answer = await run(["doctor", "--data", makeFolder()]);
  assert.equal(answer.code, 0, words(answer));
  assert.match(answer.out, /the sandbox stands in/);
});

test("import brings an artist in and shows how far it is", async () => {
  const data = makeFolder();
  const answer = await run(["import", "marrow coast", "--data", data], sandbox.settings);
  assert.equal(answer.code, 0, words(answer));
  const percents = [...answer.out.matchAll(/^(\d+)% /gm)].map(([, n]) => Number(n));
  assert.deepEqual(
    percents,
    percents.toSorted((a, b) => a - b),
  );
  const { length } = await sandbox.played("Marrow Coast");
  const end = `100% Everything is here\\n\\d+ records, \\d+ upcoming shows, ${length} setlists: /artists/marrow-coast\\n$`;
  assert.match(answer.out, new RegExp(end));
  const again = await run(["import", "Marrow Coast", "--data", data], sandbox.settings);
  assert.equal(again.code, 0);
  const program = await serve({ data, sandbox });
  assert.equal((await ask(program, "/artists/marrow-coast")).status, 200);
  await program.stop();
});

test("import says who is not known, and what could not be fetched", async () => {
  await fails(["import", "Nobody Of This Name", "--data", makeFolder()], 1, /knows nobody called "Nobody Of This Name"/, sandbox.settings);
  const wrong = { ...sandbox.settings, "setlistfm.api_key": "wrong" };
  await fails(["import", "Marrow Coast", "--data", makeFolder()], 1, /setlist\.fm does not accept the key/, wrong);
});

test("backup copies a running program's data, and the copy serves", async () => {
  const data = makeFolder();
  const program = await serve({ data, sandbox });
  const { artist_id } = await bringIn(program, "Marrow Coast");
  const wanted = await harvest(program, artist_id);
  const copy = makeFolder();
  const file = join(copy, "theset.sqlite");
  const answer = await run(["backup", file, "--data", data]);
  assert.equal(answer.code, 0, words(answer));
  await program.stop();
  const restored = await serve({ data: copy, sandbox });
  assert.deepEqual(await harvest(restored, artist_id), wanted);
  await restored.stop();
  await fails(["backup", file, "--data", makeFolder()], 1, /theset: .+/);
  assert.ok((await readFile(file)).length > 50_000, "a failed backup leaves the last one alone");
  await fails(["backup", "/proc/nowhere/x", "--data", data], 1, /theset: .+/);
});

test("with PostgreSQL: migrate, doctor and import; backup points to pg_dump", onPostgres, async (t) => {
  const database = await makeDatabase();
  t.after(() => database.drop());
  const settings = { ...sandbox.settings, ...database.settings };
  const { password } = new URL(database.settings["database.url"]);
  for (const [args, code, pattern] of [
    [["migrate"], 0, /PostgreSQL: [1-9]\d* migrations? applied/],
    [["migrate"], 0, /PostgreSQL: nothing to do/],
    [["doctor"], 0, /ok +database: PostgreSQL/],
    [["import", "Marrow Coast"], 0, /\d+ records, \d+ upcoming shows, \d+ setlists/],
    [["backup", join(makeFolder(), "x")], 1, /pg_dump/],
  ]) {
    const answer = await fails(args, code, pattern, settings);
    assert.ok(!words(answer).includes(password), "the password stays secret");
  }
});
