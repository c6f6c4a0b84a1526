// Files in and out: what one holds is shown before anything of it is kept, and what came in can be taken back.
import { useState } from "preact/hooks";
import { api, exchange } from "../diary.js";
import { download } from "../files.js";
import { Choice, Said, useWork } from "../parts.js";
import { allOf, counts, dayWords, handOver, keepAll, reasons, zip, type Answers } from "../transfer.js";

const ORDERS = [
  { value: api.DateOrder.DMY, text: "Day, month, year" },
  { value: api.DateOrder.MDY, text: "Month, day, year" },
  { value: api.DateOrder.YMD, text: "Year, month, day" },
];
const FORMATS: Record<number, string> = {
  [api.FileFormat.DAYLIO]: "An export of Daylio’s",
  [api.FileFormat.EDDY]: "An export of Eddy’s own",
};
const today = () => new Date().toISOString().slice(0, 10);
const NOTHING: Answers = { mood: [], order: api.DateOrder.UNSPECIFIED };

const Rows = ({ of }: { of: api.ImportReply }) => (
  <>
    <p>{counts(of)}</p>
    {reasons(of).length > 0 && (
      <ul class="quiet">
        {reasons(of).map((r) => (
          <li>{r}</li>
        ))}
      </ul>
    )}
  </>
);

const Share = ({ part }: { part: number | undefined }) =>
  part === undefined ? null : <progress value={part} max={1} aria-label="How much of it is done" />;

export function TakeIn() {
  const work = useWork();
  const [part, setPart] = useState<number>();
  const [answers, setAnswers] = useState(NOTHING);
  const [seen, setSeen] = useState<api.ImportReply>();
  const [report, setReport] = useState<api.ImportReply>();
  const look = async (with_: Answers) => {
    setAnswers(with_);
    setSeen(undefined);
    setSeen(await exchange.look(with_));
  };
  const asks = seen && (seen.openDate || seen.unknownMood.length);
  return (
    <>
      <label>
        <span>Take in a file: a Daylio export (.csv), or one of Eddy’s own (.json)</span>
        <input
          type="file"
          accept=".csv,text/csv,.json,application/json"
          disabled={work.busy}
          onChange={(e) => {
            const file = e.currentTarget.files?.[0];
            e.currentTarget.value = "";
            if (!file) return;
            setReport(undefined);
            work.run(async () => {
              try {
                await handOver(exchange, file, setPart);
              } finally {
                setPart(undefined);
              }
              await look(NOTHING);
            });
          }}
        />
      </label>
      <Share part={part} />
      {seen?.openDate && (
        <Choice
          label={`How is ${seen.openDate} written?`}
          options={ORDERS.filter((o) => seen.order.includes(o.value))}
          value={undefined}
          onChange={(order) => work.run(() => look({ ...answers, order: order ?? api.DateOrder.UNSPECIFIED }))}
        />
      )}
      {seen && seen.unknownMood.length > 0 && (
        <form
          onSubmit={(e) => {
            e.preventDefault();
            const given = new FormData(e.currentTarget);
            const mood = seen.unknownMood.map((label, i) => ({ label, mood: Number(given.get(`mood${i}`)) }));
            work.run(() => look({ ...answers, mood }));
          }}
        >
          {seen.unknownMood.map((label, i) => (
            <label>
              <span>“{label}” is a mood of: 1 lowest, 5 highest</span>
              <select name={`mood${i}`}>
                {[1, 2, 3, 4, 5].map((n) => (
                  <option selected={n === 3}>{n}</option>
                ))}
              </select>
            </label>
          ))}
          <button type="submit" disabled={work.busy}>
            That is what they mean
          </button>
        </form>
      )}
      {seen && !asks && (
        <section aria-label="What the file holds">
          <p>
            {FORMATS[seen.format]}
            {seen.firstDay !== undefined &&
              seen.lastDay !== undefined &&
              `, from ${dayWords(seen.firstDay)} to ${dayWords(seen.lastDay)}`}
            . Nothing was taken in yet.
          </p>
          <Rows of={seen} />
          <div class="row">
            {seen.imported + seen.changed + seen.turned > 0 && (
              <button
                type="button"
                disabled={work.busy}
                onClick={() =>
                  work.run(async () => {
                    try {
                      const done = await keepAll(exchange, answers, setPart);
                      setSeen(undefined);
                      setReport(done);
                      return `${done.imported} taken in.`;
                    } finally {
                      setPart(undefined);
                    }
                  })
                }
              >
                Take it in
              </button>
            )}
            <button
              type="button"
              disabled={work.busy}
              onClick={() =>
                work.run(async () => {
                  setSeen(undefined);
                  await exchange.hand({ bytes: new Uint8Array(0), first: true }); // and the core forgets it
                })
              }
            >
              Leave it
            </button>
          </div>
        </section>
      )}
      {report && (
        <section aria-label="What came in">
          <Rows of={report} />
          {report.imported + report.turned > 0 && (
            <button
              type="button"
              disabled={work.busy}
              onClick={() =>
                work.run(async () => {
                  const { removed, turned } = await exchange.undoImport({ import: report.import });
                  setReport(undefined);
                  const back = turned ? ` ${turned} others are as they were.` : "";
                  return `${removed} put into the trash.${back} The same file can be taken in again.`;
                })
              }
            >
              Take that back
            </button>
          )}
        </section>
      )}
      <Said problem={work.problem} good={work.good} />
    </>
  );
}

export function TakeOut() {
  const work = useWork();
  const [part, setPart] = useState<number>();
  const write = (format: api.ExportFormat, done: (files: Map<string, Uint8Array[]>) => void) =>
    work.run(async () => {
      try {
        const { files, entries, sealed } = await allOf(exchange, format, setPart);
        done(files);
        const missing = sealed
          ? ` Not in it: ${sealed} given while Eddy was locked, sealed still. Lock and unlock, and export again.`
          : "";
        return `${entries} entries. This file is not encrypted: everybody who has it can read it.${missing}`;
      } finally {
        setPart(undefined);
      }
    });
  return (
    <>
      <div class="row">
        <button
          type="button"
          disabled={work.busy}
          onClick={() =>
            write(api.ExportFormat.JSON, (files) =>
              download(`eddy-${today()}.json`, "application/json", files.get("eddy.json") ?? []),
            )
          }
        >
          Export, readable
        </button>
        <button
          type="button"
          disabled={work.busy}
          onClick={() =>
            write(api.ExportFormat.HTML, (files) =>
              download(`eddy-${today()}.html`, "text/html", files.get("eddy.html") ?? []),
            )
          }
        >
          Export as a page to print
        </button>
        <button
          type="button"
          disabled={work.busy}
          onClick={() =>
            write(api.ExportFormat.CSV, (files) =>
              download(`eddy-${today()}-tables.zip`, "application/zip", zip(files)),
            )
          }
        >
          Export as tables
        </button>
      </div>
      <Share part={part} />
      <Said problem={work.problem} good={work.good} />
    </>
  );
}
