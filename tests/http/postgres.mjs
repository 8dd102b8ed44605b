// A database of its own on the PostgreSQL that tests/support/with_postgres started.
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { promisify } from "node:util";

const server = process.env.THESET_TEST_POSTGRES;
const psql = (statement) =>
  promisify(execFile)("psql", ["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", server, "--command", statement]);

/** For a test's options: {skip: why} without a server. */
export const onPostgres = server ? {} : { skip: "THESET_TEST_POSTGRES is not set: run it by tests/support/with_postgres" };

/** {settings, drop()} */
export async function makeDatabase() {
  const name = `theset_http_${randomBytes(6).toString("hex")}`;
  await psql(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { settings: { "database.url": url.href }, drop: () => psql(`drop database ${name} with (force)`) };
}

const control = (verb) => promisify(execFile)(process.env.THESET_TEST_POSTGRES_CONTROL, [verb], { stdio: "ignore" });
/** Ends the server as a crash would, for all who use it; nothing else of a test may run meanwhile. */
export const crashServer = () => control("stop");
export const startServer = () => control("start");
