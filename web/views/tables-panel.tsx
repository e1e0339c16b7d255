/** The tables of a document as rows and cells; a cell and its place on the page light each other up. */

import { useSignal } from "@preact/signals";
import { Fragment } from "preact";
import type { Table, TableCell } from "../api/types.ts";
import { Icon } from "../parts/icon.tsx";
import { Scroll } from "../parts/scroll.tsx";
import { Empty, Notice, Working } from "../parts/states.tsx";
import { announce } from "../state/activity.ts";
import { saveFile } from "../state/save-file.ts";
import type { Session } from "../state/session.ts";
import { csvOf } from "../state/table-text.ts";
import { useVerb } from "../state/verb.ts";

export function TablesPanel({ session }: { session: Session }) {
  const { running, progress, problem, run, cancel } = useVerb<{ tables: Table[] }>(
    "tables",
    session.open.id,
    ({ tables }) => {
      session.tables.value = tables;
      announce(`${tables.length} ${tables.length === 1 ? "table" : "tables"}`);
    },
  );
  const found = session.tables.value;
  if (running) return <Working what="Looking for tables" progress={progress} onCancel={cancel} />;
  return (
    <div class="stack">
      {problem && <Notice tone="bad">{problem}</Notice>}
      {found === null ? (
        <Empty icon="table" title="Tables of this document">
          <p>Rows and cells as they stand on the page, to copy into a spreadsheet.</p>
          <button type="button" class="primary" onClick={() => void run()}>
            Find tables
          </button>
        </Empty>
      ) : found.length === 0 ? (
        <Empty icon="table" title="No table found">
          <p>Nothing on these pages is laid out in rows and columns.</p>
        </Empty>
      ) : (
        found.map((table, i) => <Found key={i} session={session} table={table} number={i} />)
      )}
    </div>
  );
}

function Found({ session, table, number }: { session: Session; table: Table; number: number }) {
  const copied = useSignal(false);
  const text = csvOf(table.rows);
  const name = `table-${number + 1}.csv`;
  const copy = async () => {
    await navigator.clipboard.writeText(text("\t"));
    copied.value = true;
    announce("Copied");
    setTimeout(() => {
      copied.value = false;
    }, 2000);
  };
  const save = () => saveFile(new Blob([text(",")], { type: "text/csv" }), name);
  return (
    <section class="items">
      <div class="row">
        <h2>
          Table {number + 1}, page {table.page + 1}
        </h2>
        <span class="grow" />
        <button type="button" class="small" onClick={() => void copy()}>
          <Icon name={copied.value ? "check" : "copy"} size={15} /> {copied.value ? "Copied" : "Copy"}
        </button>
        <button type="button" class="small" onClick={save} aria-label={`Save ${name}`}>
          <Icon name="download" size={15} /> CSV
        </button>
      </div>
      <Scroll label={`Table ${number + 1}`}>
        <table class="found">
          <tbody>
            {table.rows.map((cells, row) => (
              <tr key={row}>
                {cells.map((cell) => (
                  <Fragment key={cell.column}>
                    <Cell session={session} cell={cell} mark={`cell-${number}-${cell.row}-${cell.column}`} />
                  </Fragment>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

function Cell({ session, cell, mark }: { session: Session; cell: TableCell; mark: string }) {
  const Tag = cell.header ? "th" : "td";
  return (
    <Tag
      dir="auto"
      class={session.lit.value === mark ? "lit" : ""}
      {...(cell.header ? { scope: "col" } : {})}
      rowSpan={cell.rowSpan}
      colSpan={cell.columnSpan}
      onMouseEnter={() => {
        session.lit.value = mark;
      }}
    >
      {cell.text}
    </Tag>
  );
}
