/** Line items as a grid under their name: cells are filled by typing, pasting rows or clicking words; the sum is checked live. */

import { useRef } from "preact/hooks";
import type { LabelField } from "../api/types.ts";
import { Icon } from "../parts/icon.tsx";
import { Scroll } from "../parts/scroll.tsx";
import { checkSum, printAmount } from "../state/amounts.ts";
import { cellPath, type TableField } from "../state/fields.ts";
import { isSettled } from "../state/review.ts";
import type { Session } from "../state/session.ts";

export function LineItems({ session, table }: { session: Session; table: TableField }) {
  const own = useRef<HTMLElement>(null);
  const rows = session.rows(table.path);
  const shown = session.shownRows(table.path);
  const check = checkSum(table, rows, session.fields, (path) => session.text(path));
  const absent = session.label(table.path)?.status === "absent";
  /** What had the focus is gone: the row in its place has it, or what adds one. */
  const remove = (row: number, place: number) => {
    session.removeRow(table, row);
    setTimeout(() => {
      const left = own.current?.querySelectorAll<HTMLElement>("td button");
      const next = left?.[Math.min(place, left.length - 1)] ?? own.current?.querySelector("button");
      next?.focus();
    });
  };
  const paste = (event: ClipboardEvent, place: number, column: number) => {
    const text = event.clipboardData?.getData("text") ?? "";
    if (!/[\t\n]/.test(text)) return;
    event.preventDefault();
    const changes: Record<string, LabelField> = {};
    text
      .trimEnd()
      .split(/\r?\n/)
      .forEach((line, i) => {
        const row = shown[place + i] ?? rows + place + i - shown.length;
        line.split("\t").forEach((cell, j) => {
          const target = table.columns[column + j];
          if (target && cell.trim())
            changes[cellPath(table.path, row, target.path)] = { status: "value", text: cell.trim(), by: "person" };
        });
      });
    session.editor.change(changes);
  };
  return (
    <section ref={own} class="items" aria-label={table.title}>
      <div class="row">
        <h2>{table.title}</h2>
        <span class="grow" />
        <button
          type="button"
          class="small"
          onClick={() =>
            session.activate(cellPath(table.path, session.addRow(table.path), table.columns[0]?.path ?? ""))
          }
        >
          <Icon name="plus" size={15} /> Add row
        </button>
        <button
          type="button"
          class="small"
          aria-pressed={absent}
          onClick={() => (absent ? session.clear(table.path) : session.setAbsent(table.path))}
        >
          <Icon name="absent" size={15} /> None
        </button>
      </div>
      {absent ? (
        <p class="quiet">This document has no {table.title}.</p>
      ) : shown.length === 0 ? (
        <p class="quiet">No rows yet. Add one, then click the words of each cell, or paste rows from a spreadsheet.</p>
      ) : (
        <Scroll label={`Rows of ${table.title}`}>
          <table>
            <thead>
              <tr>
                {table.columns.map((column) => (
                  <th key={column.path} scope="col">
                    {column.title}
                  </th>
                ))}
                <td class="away" />
              </tr>
            </thead>
            <tbody>
              {shown.map((row, place) => (
                <tr key={row}>
                  {table.columns.map((column, index) => {
                    const path = cellPath(table.path, row, column.path);
                    const state = session.states.value.get(path) ?? "open";
                    return (
                      <td
                        key={column.path}
                        class={`${state} ${session.active.value === path ? "active" : ""} ${session.lit.value === path ? "lit" : ""}`}
                      >
                        <input
                          dir="auto"
                          data-accepts
                          aria-label={`${column.title}, row ${place + 1}, ${isSettled(state) ? "settled" : "to check"}`}
                          value={session.text(path) ?? ""}
                          placeholder={state === "absent" ? "absent" : ""}
                          onFocus={() => session.activate(path)}
                          onPaste={(event) => paste(event, place, index)}
                          onChange={(event) =>
                            event.currentTarget.value !== (session.text(path) ?? "") &&
                            session.setText(path, event.currentTarget.value)
                          }
                        />
                      </td>
                    );
                  })}
                  <td class="away">
                    <button
                      type="button"
                      class="plain"
                      title="Remove row"
                      aria-label={`Remove row ${place + 1} of ${table.title}`}
                      onClick={() => remove(row, place)}
                    >
                      <Icon name="cross" size={15} />
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {check && (
        <p class={`sum ${check.ok ? "ok" : check.against ? "off" : ""}`} role="status">
          <Icon name={check.ok ? "check" : check.against ? "warn" : "open"} size={16} />
          <span>
            Sum of {check.column.title}: <b>{printAmount(check.sum)}</b>
            {check.against &&
              (check.ok
                ? `, as ${check.against.title} says`
                : `, but ${check.against.title} says ${printAmount(check.against.amount)} (${printAmount(check.against.amount - check.sum)} apart)`)}
            {check.unread > 0 && `; ${check.unread} amounts could not be read`}
          </span>
        </p>
      )}
    </section>
  );
}
