// Whether a flood of sign-ins leaves the readers alone (ACC-2): an artist page is read at a steady pace, first by itself, then while 200
// members sign in at the same moment, each from a network of their own.
//     node bench/signin/signin.mjs
import { execFileSync } from "node:child_process";
import { Agent, get } from "node:http";
import { loadavg } from "node:os";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { bringIn } from "../../tests/http/api.mjs";
import { Browser, password } from "../../tests/http/people.mjs";
import { binary, makeFolder, serve } from "../../tests/http/program.mjs";
import { startSandbox } from "../../tests/http/sandbox.mjs";

const members = 200;
const rounds = Number(process.env.ROUNDS ?? 3);
const seconds = 5; // of reading by oneself
const every = 5; // ms from one reading to the next, whether the one before is answered or not
const percentile = (list, p) => list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * p))];

if (isMainThread) await main();
else read(workerData);

/** In a thread of its own, so that it waits for nothing else. A reading lasts from when it was due to its last byte. */
function read(url) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const took = [];
  let under_way = 0;
  let due = performance.now() + every;
  let over = false;
  const answered = () => {
    if (--under_way === 0 && over) {
      agent.destroy();
      parentPort.postMessage(took);
    }
  };
  const one = (at) => {
    under_way++;
    get(url, { agent }, (answer) => {
      answer.resume();
      answer.on("end", () => {
        if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode}`);
        took.push(performance.now() - at);
        answered();
      });
    });
  };
  const timer = setInterval(() => {
    for (; due <= performance.now(); due += every) one(due);
  }, 1);
  parentPort.once("message", () => {
    clearInterval(timer);
    over = true;
    under_way++;
    answered();
  });
}

/** Reads while `act` lasts: what each reading took, in ms. */
async function readersBeside(url, act) {
  const worker = new Worker(new URL(import.meta.url), { workerData: url });
  const told = new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
  try {
    await Promise.race([act(), told]); // told before act ends: a reading failed
    worker.postMessage("enough");
    return await told;
  } finally {
    await worker.terminate();
  }
}

function say(what, took, more = "") {
  const [p50, p99, most] = [percentile(took, 0.5), percentile(took, 0.99), Math.max(...took)].map((ms) => ms.toFixed(1));
  console.log(`${what.padEnd(26)} ${took.length} pages, p50 ${p50}, p99 ${p99}, longest ${most} ms${more}   (load ${loadavg()[0].toFixed(1)})`);
}

async function main() {
  const data = makeFolder();
  const addresses = Array.from({ length: members }, (_, i) => `member-${i}@example.org`);
  for (const address of addresses) execFileSync(binary, ["user", "add", address, "--data", data], { input: `${password}\n` });
  const sandbox = await startSandbox();
  const program = await serve({ sandbox, data, settings: { "http.trust_proxy": true, "log.level": "warn" } });
  try {
    const { slug } = await bringIn(program, "Marrow Coast");
    const url = `${program.url}/artists/${slug}`;
    for (let round = 0; round < rounds; round++) {
      say("readers alone", await readersBeside(url, () => new Promise((done) => setTimeout(done, seconds * 1000))));
      const began = performance.now();
      const took = await readersBeside(url, async () => {
        const answers = addresses.map((address, i) => new Browser(program, { network: `10.0.${i}.1` }).signIn(address));
        for (const { status, text } of await Promise.all(answers)) if (status !== 303) throw new Error(`a sign-in was answered ${status}: ${text}`);
      });
      const lasted = ((performance.now() - began) / 1000).toFixed(1);
      say(`beside ${members} sign-ins`, took, `; all signed in after ${lasted} s`);
    }
  } finally {
    await program.stop();
    await sandbox.stop();
  }
}
