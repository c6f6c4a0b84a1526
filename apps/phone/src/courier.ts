// Carries what the core wants to ask of the person's box: one POST a call, to where this page came from (gRPC-Web, unary).
// What to ask, of whom and when is the core's; here are bytes.
import { api, changed, now, sync } from "./diary.js";

const UNAVAILABLE = 14;

/** `status` is gRPC's, UNAVAILABLE where nobody answers; `message` the box's own word for it, in numbers. */
interface Carried {
  status: number;
  reply: Uint8Array<ArrayBuffer>;
  message: string;
}

/** One gRPC-Web call. */
export async function carry(method: string, request: Uint8Array): Promise<Carried> {
  const nobody = { status: UNAVAILABLE, reply: new Uint8Array(0), message: "" };
  const body = new Uint8Array(5 + request.length);
  new DataView(body.buffer).setUint32(1, request.length);
  body.set(request, 5);
  try {
    const answer = await fetch(location.origin + method, {
      method: "POST",
      headers: { "content-type": "application/grpc-web+proto", "x-grpc-web": "1" },
      body,
      credentials: "omit",
      cache: "no-store",
    });
    return answer.ok ? unframe(new Uint8Array(await answer.arrayBuffer())) : nobody;
  } catch {
    return nobody;
  }
}

/** A message where there is one, and the trailers: each a flag, a size in four bytes, and so many bytes. */
export function unframe(bytes: Uint8Array<ArrayBuffer>): Carried {
  let reply = new Uint8Array(0);
  let status = UNAVAILABLE;
  let message = "";
  for (let at = 0; at + 5 <= bytes.length; ) {
    const size = new DataView(bytes.buffer, bytes.byteOffset + at + 1, 4).getUint32(0);
    const part = bytes.slice(at + 5, at + 5 + size);
    if (bytes[at]! & 0x80) {
      const trailers = new TextDecoder().decode(part);
      status = Number(/grpc-status: *(\d+)/i.exec(trailers)?.[1] ?? UNAVAILABLE);
      message = /grpc-message: *([\d ]{0,40})/i.exec(trailers)?.[1] ?? "";
    } else reply = part;
    at += 5 + size;
  }
  return { status, reply, message };
}

let underWay = false;
let onceMore = false;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Goes on with what is due, or with everything where the person asked. */
export async function syncRound(asked = false): Promise<void> {
  if (!now.status?.open) return;
  if (underWay) {
    onceMore ||= asked;
    return;
  }
  underWay = true;
  clearTimeout(timer);
  try {
    let reply = await sync.step({ now: asked });
    for (;;) {
      now.sync = reply.state;
      changed();
      const call = reply.call;
      if (!call) {
        if (!onceMore) break;
        onceMore = false;
        reply = await sync.step({ now: true });
      } else {
        reply = await sync.step({ response: await carry(call.method, call.request) });
      }
    }
    if (reply.againMs > 0)
      timer = setTimeout(() => void syncRound(), Math.min(Math.max(reply.againMs - Date.now(), 200), 2 ** 31 - 1));
  } catch (e) {
    if (now.status?.open) console.warn(String(e)); // kinds and fields only: no word of the person's is in an error
  } finally {
    underWay = false;
  }
}

/** How it stands, without asking anybody. */
export async function lookAtSync(): Promise<void> {
  now.sync = now.status?.open ? await sync.getState() : undefined;
  changed();
}
export const Pairing = api.SyncState_Pairing;
