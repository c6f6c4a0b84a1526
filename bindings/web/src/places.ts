// The files of one diary: handles that are opened before the core starts, because it may wait for nobody (see ../opfs.h).

/** What the core needs of a FileSystemSyncAccessHandle. */
export interface Place {
  read(into: Uint8Array, options: { at: number }): number;
  write(from: Uint8Array, options: { at: number }): number;
  truncate(size: number): void;
  flush(): void;
  getSize(): number;
  close(): void;
}

/** As many as `kPlaces` in opfs.h, and the table of their names. */
const COUNT = 17;

/**
 * Opens the places of the diary called `name` in the browser's private file system. Worker only.
 * Throws a DOMException: NoModificationAllowedError where another tab holds them.
 */
export async function openPlaces(name: string): Promise<Place[]> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(name, { create: true });
  const open = async (i: number) => {
    const file = await folder.getFileHandle(`place-${i}`, { create: true });
    return (await file.createSyncAccessHandle()) as unknown as Place;
  };
  const tried = await Promise.allSettled(Array.from({ length: COUNT }, (_, i) => open(i)));
  const places = tried.flatMap((t) => (t.status === "fulfilled" ? [t.value] : []));
  const problem = tried.find((t) => t.status === "rejected");
  if (!problem) return places;
  for (const place of places) place.close();
  throw problem.reason;
}

/** Takes the diary called `name` off this device. Nothing brings it back. */
export async function erasePlaces(name: string): Promise<void> {
  const root = await navigator.storage.getDirectory();
  await root.removeEntry(name, { recursive: true }).catch((e: DOMException) => {
    if (e.name !== "NotFoundError") throw e;
  });
}

/** A place that is nowhere but in memory: for tests, and for looking at Eddy where nothing may be kept. */
export class MemoryPlace implements Place {
  private held = new Uint8Array(0); // grows by doubling: a long diary is not copied with every page
  private size = 0;
  get bytes(): Uint8Array {
    return this.held.subarray(0, this.size);
  }
  set bytes(all: Uint8Array) {
    this.held = new Uint8Array(all);
    this.size = all.length;
  }
  read(into: Uint8Array, { at }: { at: number }): number {
    const part = this.bytes.subarray(at, at + into.length);
    into.set(part);
    return part.length;
  }
  write(from: Uint8Array, { at }: { at: number }): number {
    if (at + from.length > this.size) this.truncate(at + from.length);
    this.held.set(from, at);
    return from.length;
  }
  truncate(size: number): void {
    if (size > this.held.length) {
      const next = new Uint8Array(Math.max(size, this.held.length * 2));
      next.set(this.bytes);
      this.held = next;
    } else if (size < this.size) {
      this.held.fill(0, size, this.size);
    }
    this.size = size;
  }
  flush(): void {}
  getSize(): number {
    return this.bytes.length;
  }
  close(): void {}
}

export function memoryPlaces(): MemoryPlace[] {
  return Array.from({ length: COUNT }, () => new MemoryPlace());
}
