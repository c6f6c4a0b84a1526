// The board: what to look at when it is needed. Pictures are sealed like words are.
import { useEffect, useState } from "preact/hooks";
import { api, board, journal, useAllowText, useAnswer } from "../diary.js";
import { Anyway, Choice, Page, Said, useWork } from "../parts.js";
import { BOARD_KINDS, FROM_WORK, NEEDS } from "../say.js";

const BOARD = 9; // Entry's field number
const LARGE = 2 << 20;
const EDGE = 2048;
type Entry = api.records.Entry;

// A photo of twelve megapixels is more than a phone shows: it would only make every sync longer.
async function picture(file: File): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = async (b: Blob) => new Uint8Array(await b.arrayBuffer());
  if (file.size <= LARGE || file.type === "image/gif") return bytes(file);
  const image = await createImageBitmap(file);
  const scale = Math.min(1, EDGE / Math.max(image.width, image.height));
  const canvas = new OffscreenCanvas(Math.round(image.width * scale), Math.round(image.height * scale));
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return bytes(await canvas.convertToBlob({ type: "image/jpeg", quality: 0.85 }));
}

function Picture({ entry }: { entry: Entry }) {
  const [url, setUrl] = useState("");
  const [missing, setMissing] = useState(false);
  const item = entry.record.case === "boardItem" ? entry.record.value : undefined;
  const id = String(entry.id);
  useEffect(() => {
    let made = "";
    let wanted = true;
    board.getPicture({ id: entry.id, space: entry.space }).then(
      (r) => {
        if (!wanted) return; // an address made now would never be taken back, and the picture stay in memory
        made = URL.createObjectURL(new Blob([r.picture as Uint8Array<ArrayBuffer>], { type: r.mediaType }));
        setUrl(made);
      },
      () => setMissing(true),
    );
    return () => {
      wanted = false;
      URL.revokeObjectURL(made);
    };
  }, [id]);
  if (missing) return <p class="quiet">The picture itself has not arrived on this device yet.</p>;
  return url ? <img class="picture" src={url} alt={item?.text || "A picture of yours"} /> : null;
}

export function Board() {
  const writes = useAllowText();
  const [need, setNeed] = useState<number>();
  const [again, setAgain] = useState(0);
  const [adding, setAdding] = useState(false);
  const [kind, setKind] = useState<number | undefined>(api.records.BoardKind.BOARD_QUOTE);
  const [marked, setMarked] = useState<number>();
  const [from, setFrom] = useState("");
  const work = useWork();
  const shown = useAnswer(() => board.show({ need: need ?? 0 }), [need, again]);
  const all = useAnswer(() => journal.list({ table: [BOARD], limit: 200 })).value?.entry ?? [];
  const bright = useAnswer(() => journal.list({ table: [6], limit: 5 })).value?.entry ?? [];
  const entry = shown.value?.entry;
  const item = entry?.record.case === "boardItem" ? entry.record.value : undefined;
  return (
    <Page title="Your board">
      <Choice
        label="What do you need now? Nothing chosen surprises you"
        options={NEEDS}
        value={need}
        onChange={setNeed}
      />
      {shown.value && !item && (
        <p class="quiet">
          {all.length ? "Nothing of that kind today." : "Nothing is here yet. Add what does you good to look at."}
        </p>
      )}
      {entry && item && (
        <section class="card" aria-live="polite">
          {item.picture && <Picture entry={entry} />}
          {item.text && <p class="said">{item.text}</p>}
          {item.from && <span class="quiet">{item.from}</span>}
          {entry.fromWork && <span class="quiet">{FROM_WORK}</span>}
          <div class="row">
            <button type="button" onClick={() => setAgain(again + 1)}>
              Another
            </button>
            <button
              type="button"
              onClick={() =>
                work.run(async () => (await board.hideToday({ id: entry.id, space: entry.space }), "Hidden for today."))
              }
            >
              Hide today
            </button>
            <button
              type="button"
              onClick={() =>
                work.run(
                  async () => (
                    await journal.trash({ id: entry.id, space: entry.space }),
                    "In the trash; the journal brings it back."
                  ),
                )
              }
            >
              Take it off
            </button>
          </div>
        </section>
      )}
      <Said problem={work.problem} good={work.good} />
      <button type="button" aria-expanded={adding} onClick={() => setAdding(!adding)}>
        Add to it
      </button>
      {adding && (
        <form
          class="card"
          onSubmit={(e) => {
            e.preventDefault();
            const form = e.currentTarget;
            const given = new FormData(form);
            const file = [given.get("camera"), given.get("file")].find(
              (f): f is File => f instanceof File && f.size > 0,
            );
            const text = String(given.get("text") ?? "").trim();
            work.run(async (anyway) => {
              const bytes = file ? await picture(file) : undefined;
              await board.add({
                item: {
                  kind: file && kind === api.records.BoardKind.BOARD_QUOTE ? api.records.BoardKind.BOARD_PICTURE : kind,
                  need: marked,
                  ...(text ? { text } : {}),
                  ...(from.trim() ? { from: from.trim() } : {}),
                },
                ...(bytes ? { picture: bytes } : {}),
                anyway,
              });
              form.reset();
              setFrom("");
              setAdding(false);
              setAgain(again + 1);
              return "It is on your board.";
            });
          }}
        >
          <Choice label="What is it?" options={BOARD_KINDS} value={kind} onChange={setKind} />
          <Choice label="What is it for?" options={NEEDS} value={marked} onChange={setMarked} />
          {writes && (
            <>
              <label>
                <span>Words, or what the picture shows</span>
                <textarea name="text" />
              </label>
              {bright.length > 0 && (
                <div class="row">
                  {bright.map(
                    (b) =>
                      b.record.case === "brightSpot" &&
                      b.record.value.what && (
                        <button
                          type="button"
                          onClick={(e) => {
                            const box = e.currentTarget.form!.elements.namedItem("text") as HTMLTextAreaElement;
                            box.value = (b.record.value as { what: string }).what;
                          }}
                        >
                          {b.record.value.what}
                        </button>
                      ),
                  )}
                </div>
              )}
              <label>
                <span>From whom, if you like</span>
                <input value={from} onInput={(e) => setFrom(e.currentTarget.value)} maxLength={200} />
              </label>
            </>
          )}
          <label>
            <span>Take a photo</span>
            <input name="camera" type="file" accept="image/*" capture="environment" />
          </label>
          <label>
            <span>Or choose a picture</span>
            <input name="file" type="file" accept="image/jpeg,image/png,image/webp,image/gif" />
          </label>
          <p class="quiet">Where and with what it was taken is removed before it is kept.</p>
          <button class="strong" type="submit" disabled={work.busy}>
            {work.busy ? "Keeping it …" : "Put it on the board"}
          </button>
          <Anyway work={work} />
        </form>
      )}
    </Page>
  );
}
