// A crowd of robots at one setlist of the real program, and what has to be true when it has calmed down (live.md, properties).
import assert from "node:assert/strict";
import { setTimeout as moment } from "node:timers/promises";
import { json } from "../http/api.mjs";
import { Person, setlistOf } from "../http/live.mjs";
import { makeChance, seed } from "./chance.mjs";
import { Robot } from "./robot.mjs";

const breath = 3; // ms between turns: the network's time, nothing is waited for with it
const calm = 60_000; // by when everybody has to have said and heard everything

/** `places`: {program, setlist} of each node; a robot comes back to any of them. `trouble(step, places)` may kill and start programs. Answers figures. */
export async function play({ places, robots = 6, steps = 150, cuts = 0.03, trouble = async () => {} }) {
  const chance = makeChance();
  const crowd = Array.from({ length: robots }, (_, i) => new Robot(places, makeChance(seed * 100 + i), `Robot ${i}`));
  for (const robot of crowd) await robot.begin();
  for (let step = 0; step < steps; step++) {
    await trouble(step, places, chance);
    for (const robot of crowd) {
      if (chance.often(0.35)) robot.edit();
      if (chance.often(0.25)) robot.vote();
      if (chance.often(cuts)) robot.cut();
      if (robot.connected || chance.often(0.3)) await robot.turn(); // who is cut off stays so for a while
    }
    await moment(breath);
  }
  const deadline = Date.now() + calm;
  const heads = async () => (await new Person(places[0].program, places[0].setlist).read()).rev;
  for (let settled = false; !settled; ) {
    assert.ok(Date.now() < deadline, `never calm: ${crowd.map((r) => JSON.stringify([r.idle, r.pending.state.rev]))}`);
    for (const robot of crowd) await robot.turn();
    await moment(breath);
    const rev = await heads();
    settled = crowd.every((robot) => robot.idle && robot.pending.state.rev === rev);
  }
  await check(places, crowd, await history(places[0]));
  for (const robot of crowd) robot.cut();
  return { acked: crowd.reduce((n, robot) => n + robot.acked.size, 0), voted: crowd.reduce((n, robot) => n + robot.voted.size, 0) };
}

async function check(places, crowd, log) {
  const { doc } = await new Person(places[0].program, places[0].setlist).read();
  for (const place of places) assert.deepEqual((await new Person(place.program, place.setlist).read()).doc, doc, "all nodes have one document");
  for (const robot of crowd) {
    assert.deepEqual(robot.pending.doc, doc, `${robot.name} sees what the server has`);
  }
  // Every acknowledged message is one revision of the log: none is lost, none is there twice. So is every song.
  const inserted = log.flatMap(({ ops }) => ops.filter(({ o }) => o === "ins").map(({ id }) => id));
  assert.equal(new Set(inserted).size, inserted.length, "a song was added twice");
  for (const robot of crowd) {
    assert.deepEqual(robot.open, [], `${robot.name}: each message has one outcome`);
    const committed = log.filter(({ by }) => by === robot.id).length;
    const { size } = robot.acked;
    assert.ok(committed >= size && committed <= size + robot.void, `${robot.name}: ${committed} messages committed, ${size} acknowledged`);
    for (const ops of robot.acked.values())
      for (const { o, id } of ops) if (o === "ins") assert.ok(inserted.includes(id), `${robot.name}: ${id} was acknowledged and is lost`);
  }
  // And every confirmed vote is counted as it was said last.
  for (const robot of crowd) {
    const { mine } = await robot.person.read();
    for (const [item, value] of robot.voted)
      if (doc.items.some(({ id }) => id === item)) assert.equal(mine[item]?.want ?? 0, value, `${robot.name}'s vote on ${item}`);
  }
}

// The whole log, newest first.
async function history({ program, setlist }) {
  const log = [];
  for (let before = ""; ; before = `?before=${log.at(-1).rev}`) {
    const { versions } = await json(program, `/api/v1/setlists/${setlist}/versions${before}`);
    if (versions.length === 0) return log;
    log.push(...versions);
  }
}

export { setlistOf };
