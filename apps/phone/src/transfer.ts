// Files in and out of the diary: the core reads and writes them, a portion at a time; this carries.
import type * as api from "eddy-web/api";

const PORTION = 1 << 20; // bytes

/** As much of the client as is needed here. */
export interface Exchange {
  hand(q: { bytes: Uint8Array<ArrayBuffer>; first: boolean }): Promise<unknown>;
  import(q: Answers): Promise<api.ImportReply>;
  export(q: { format: api.ExportFormat; after: Uint8Array<ArrayBuffer> }): Promise<api.ExportReply>;
}
/** What a file leaves open, and only the person knows. */
export interface Answers {
  mood: { label: string; mood: number }[];
  order: api.DateOrder;
}

export async function handOver(exchange: Exchange, file: Blob, at: (part: number) => void): Promise<void> {
  let from = 0;
  do {
    const bytes = new Uint8Array(await file.slice(from, from + PORTION).arrayBuffer());
    await exchange.hand({ bytes, first: from === 0 });
    from += PORTION;
    at(file.size ? Math.min(1, from / file.size) : 1);
  } while (from < file.size);
}

export async function keepAll(
  exchange: Exchange,
  answers: Answers,
  at: (part: number) => void,
): Promise<api.ImportReply> {
  for (;;) {
    const reply = await exchange.import(answers);
    at(reply.progress);
    if (!reply.more) return reply;
  }
}

/** Its files, by name, each in as many parts as it came. */
export async function allOf(exchange: Exchange, format: api.ExportFormat, at: (part: number) => void) {
  const files = new Map<string, Uint8Array[]>();
  let entries = 0;
  for (let after: Uint8Array<ArrayBuffer> = new Uint8Array(0); ; ) {
    const reply = await exchange.export({ format, after });
    for (const part of reply.part) files.set(part.file, [...(files.get(part.file) ?? []), part.bytes]);
    entries += reply.entries;
    at(reply.progress);
    if (!reply.next.length) return { files, entries, sealed: reply.sealed };
    after = reply.next as Uint8Array<ArrayBuffer>;
  }
}

/** What became of the rows, or would. */
export function counts(r: api.ImportReply): string {
  const words = [`${r.imported} new`, `${r.duplicates} there already`];
  if (r.changed) words.push(`${r.changed} brought up to date`);
  const turned = r.turned ? ` Of those there already, ${r.turned} get what was done as factors.` : "";
  const letters = r.lettersGuessed
    ? " Its letters are not UTF-8; they were read as a Western European file's. Where words look wrong, save the file as UTF-8 and take that."
    : "";
  return `${words.join(", ")}, ${r.left.length} left out, of ${r.rows} ${r.rows === 1 ? "row" : "rows"}.${turned}${letters}`;
}

const SHOWN = 20;
/** Which rows were not taken, or not whole, and why. */
export function reasons(r: api.ImportReply): string[] {
  const all = [...r.left, ...r.partly];
  const shown = all.slice(0, SHOWN).map((l) => `Line ${l.line}${l.entry ? `, entry ${l.entry}` : ""}: ${l.reason}`);
  return all.length > SHOWN ? [...shown, `And ${all.length - SHOWN} more.`] : shown;
}

/** A day since 1970 in the words of this browser. */
export const dayWords = (day: number) =>
  new Date(day * 86_400_000).toLocaleDateString(undefined, { dateStyle: "long", timeZone: "UTC" });

function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** Several files as one, uncompressed (APPNOTE.TXT of PKWARE): a page can hand over only one at a time. */
export function zip(files: Map<string, readonly Uint8Array[]>): Uint8Array[] {
  const out: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  const put = (bytes: Uint8Array) => {
    out.push(bytes);
    at += bytes.length;
  };
  for (const [file, parts] of files) {
    const name = new TextEncoder().encode(file);
    const body = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
    parts.reduce((n, p) => (body.set(p, n), n + p.length), 0);
    const about = new DataView(new ArrayBuffer(26)); // what the file's own header and the directory say alike
    about.setUint16(0, 20, true); // the version that is needed
    about.setUint16(8, 0x21, true); // 1 January 1980, midnight: nothing is told of when
    about.setUint32(10, crc32(body), true);
    about.setUint32(14, body.length, true);
    about.setUint32(18, body.length, true);
    about.setUint16(22, name.length, true);
    const shared = new Uint8Array(about.buffer);
    const offset = new Uint8Array(new Uint32Array([at]).buffer);
    directory.push(new Uint8Array([0x50, 0x4b, 1, 2, 20, 0, ...shared, ...new Uint8Array(10), ...offset, ...name]));
    put(new Uint8Array([0x50, 0x4b, 3, 4, ...shared, ...name]));
    put(body);
  }
  const begins = at;
  for (const entry of directory) put(entry);
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, files.size, true);
  end.setUint16(10, files.size, true);
  end.setUint32(12, at - begins, true);
  end.setUint32(16, begins, true);
  put(new Uint8Array(end.buffer));
  return out;
}
