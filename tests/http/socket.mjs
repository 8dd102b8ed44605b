// Bytes on a connection: requests no client would send, and WebSockets, which this Node has no client for.
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { patience } from "./api.mjs";

function open(program) {
  const { hostname, port } = new URL(program.url);
  const socket = connect(Number(port), hostname);
  socket.setTimeout(patience, () => socket.destroy(new Error("silence on the connection")));
  return socket;
}

/** Sends the bytes and answers all that comes back until the connection ends: {status, head, body}. Send "Connection: close". */
export async function raw(program, bytes) {
  const socket = open(program);
  const chunks = [];
  socket.on("data", (chunk) => chunks.push(chunk));
  socket.on("error", () => {}); // a reset after the answer loses nothing of it
  socket.write(bytes);
  await once(socket, "close");
  const text = Buffer.concat(chunks).toString("latin1");
  const [head, ...rest] = text.split("\r\n\r\n");
  return { status: Number(head.match(/^HTTP\/1\.1 (\d{3})/)?.[1]), head, body: rest.join("\r\n\r\n") };
}

/** A GET with that request target, as it is. */
export const target = (program, path, headers = "") =>
  raw(program, `GET ${path} HTTP/1.1\r\nHost: x\r\n${headers}Connection: close\r\n\r\n`);

/** Messages of a WebSocket as they come, parsed; ends when the server closes. */
export async function* messages(program, path) {
  const socket = open(program);
  const key = randomBytes(16).toString("base64");
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: ${new URL(program.url).host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      `Sec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
  );
  let rest = Buffer.alloc(0);
  let open_ = false;
  try {
    for await (const chunk of socket) {
      rest = Buffer.concat([rest, chunk]);
      if (!open_) {
        const end = rest.indexOf("\r\n\r\n");
        if (end < 0) continue;
        if (!rest.subarray(0, end).toString().startsWith("HTTP/1.1 101 ")) throw new Error(`no WebSocket: ${rest}`);
        rest = rest.subarray(end + 4);
        open_ = true;
      }
      for (let frame = firstFrame(rest); frame; frame = firstFrame(rest)) {
        rest = rest.subarray(frame.size);
        if (frame.kind === 8) return;
        if (frame.kind === 1) yield JSON.parse(frame.payload.toString());
      }
    }
  } finally {
    socket.destroy();
  }
}

// RFC 6455, 5.2: a server's frames are whole and unmasked here.
function firstFrame(bytes) {
  if (bytes.length < 2) return undefined;
  let length = bytes[1] & 0x7f;
  let at = 2;
  if (length === 126) {
    if (bytes.length < 4) return undefined;
    length = bytes.readUInt16BE(2);
    at = 4;
  } else if (length === 127) {
    if (bytes.length < 10) return undefined;
    length = Number(bytes.readBigUInt64BE(2));
    at = 10;
  }
  if (bytes.length < at + length) return undefined;
  return { kind: bytes[0] & 0x0f, payload: bytes.subarray(at, at + length), size: at + length };
}
