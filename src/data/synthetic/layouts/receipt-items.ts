/** The goods of a receipt: a table with header, name and amount on a line, or the name above its numbers. */
import { column, type Page, style } from "../page.ts";
import { putTable, type TableData, tableStyle } from "../table-layout.ts";

export interface Item {
  name: string;
  count: number;
  price: number;
  amount: number;
  code: string;
}

/** The goods: a table with header, name and amount on a line, or name above its numbers. */
export function putItems(page: Page, items: Item[], y: number, left: number, right: number): number {
  const { random, sheet, world, look } = page;
  const width = right - left;
  const number = (value: number) => world.number(value, 2);
  const shape = random.int(0, 9);
  const item = column(
    random.pick(["Item", "Description", "DESCRIPTION", "ITEM", "Desc", "Particulars", "Article", "Product"]),
    ["item"],
    "text",
  );
  const amount = column(
    random.pick(["Amount", "AMT", "Total", "AMOUNT", "Amt", "RM", "Price(RM)"]),
    ["amount", "line total"],
    "money",
  );
  const price = column(
    random.pick(["Price", "U.Price", "Unit Price", "U/P", "@", "Rate"]),
    ["price", "unit price"],
    "money",
  );
  const quantity = column(
    random.pick(["Qty", "QTY", "Qnty", "No", "Quantity"]),
    ["quantity", "number of pieces"],
    "number",
  );
  const sheetStyle = style(page);
  const step = look.size * Math.min(1.5, look.leading);
  if (shape < 5) {
    const withPrice = random.chance(0.6);
    const order = random.int(0, 2);
    const columns =
      order === 0
        ? [item, quantity, ...(withPrice ? [price] : []), amount]
        : order === 1
          ? [quantity, item, ...(withPrice ? [price] : []), amount]
          : [item, ...(withPrice ? [price] : []), quantity, amount];
    const key = columns.indexOf(item);
    const text = (i: Item, c: (typeof columns)[number]) =>
      c === item ? i.name : c === quantity ? String(i.count) : c === price ? number(i.price) : number(i.amount);
    const value = (i: Item, c: (typeof columns)[number]) =>
      c === item ? null : c === quantity ? i.count : c === price ? i.price : i.amount;
    const data: TableData = {
      title: "",
      noun: "item",
      nouns: "items",
      key,
      columns,
      rows: items.map((i) => columns.map((c) => text(i, c))),
      values: items.map((i) => columns.map((c) => value(i, c))),
    };
    const put = putTable(
      page,
      data,
      tableStyle(
        page,
        data,
        { x: left, y, width },
        {
          frame: random.chance(0.12) ? "rows" : "plain",
          headFill: undefined,
          headInk: undefined,
          stretch: true,
          leading: Math.min(1.5, look.leading),
          size: look.size,
          aligns: columns.map((c) => (c === item ? "left" : "right")),
        },
      ),
    );
    return put.bottom;
  }
  // Lines without a header.
  const cells: TableCells = { columns: [item, amount], rows: [], spans: [] };
  for (const i of items) {
    const amountText = number(i.amount) + (random.chance(0.05) ? random.pick([" SR", " T", " S", " A"]) : "");
    if (shape < 8) {
      const name = shape === 7 && i.count > 1 ? `${i.count} ${i.name}` : i.name;
      const lines = sheet.wrap(name, sheetStyle, width * 0.72);
      const put = sheet.block(left, y, lines, sheetStyle, 1.2);
      const span = sheet.put(right, y, amountText, sheetStyle, "right");
      cells.rows.push([i.name, number(i.amount)]);
      const nameSpan = put.spans.flat();
      cells.spans.push([name === i.name ? nameSpan : nameSpan.slice(1), span.slice(0, 1)]);
      y = Math.max(put.y, y + step);
      if (shape === 6 && i.count > 1) {
        sheet.put(left + look.size, y, `${i.count} ${random.pick(["x", "X", "@"])} ${number(i.price)}`, sheetStyle);
        y += step;
      }
    } else {
      const nameSpan = sheet.block(left, y, sheet.wrap(i.name, sheetStyle, width), sheetStyle, 1.2);
      y = nameSpan.y;
      if (random.chance(0.8)) sheet.put(left, y, i.code, sheetStyle);
      sheet.put(
        left + width * 0.5,
        y,
        `${i.count} ${random.pick(["x", "X", "PC", "*"])} ${number(i.price)}`,
        sheetStyle,
        "centre",
      );
      const span = sheet.put(right, y, amountText, sheetStyle, "right");
      cells.rows.push([i.name, number(i.amount)]);
      cells.spans.push([nameSpan.spans.flat(), span.slice(0, 1)]);
      y += step;
    }
  }
  page.facts.tables.push({
    title: "",
    titleSpan: [],
    noun: "item",
    nouns: "items",
    key: 0,
    columns: [
      { header: "", headerSpan: [], names: ["item"], type: "text" },
      { header: "", headerSpan: [], names: ["price", "amount", "cost"], type: "money" },
    ],
    rows: cells.rows,
    cells: cells.spans.map((row) => row.map((span) => [span])),
    values: items.map((i) => [null, i.amount]),
  });
  return y;
}

interface TableCells {
  columns: ReturnType<typeof column>[];
  rows: string[][];
  spans: number[][][];
}
