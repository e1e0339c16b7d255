/** Pages that are a table or several: with title, notes, key values round about; wiki-like and report-like. */
import { column, type Page, putField, putTitle, startPage, style } from "../page.ts";
import { paragraph } from "../prose.ts";
import type { Random } from "../random.ts";
import { makeTable } from "../table-data.ts";
import { putTable, tableStyle } from "../table-layout.ts";

export function table(random: Random, rows?: number): Page {
  const page = startPage(random, { size: [11, 18], capitals: 0.05 });
  const { sheet, look, world } = page;
  const width = random.range(520, 980);
  page.pageRatio = random.weighted([
    [0, 50],
    [Math.SQRT2, 25],
    [1.294, 15],
    [0.75, 10],
  ] as const);
  let y = 0;
  const several = rows === undefined && random.chance(0.25) ? random.int(2, 3) : 1;
  if (several > 1 || random.chance(0.3))
    y =
      putTitle(
        page,
        random.chance(0.5) ? width / 2 : 0,
        y,
        random.chance(0.3) ? world.phrase(2, 4).toUpperCase() : world.phrase(2, 5),
        { size: look.size * random.range(1.2, 1.9) },
        "left",
      ) +
      look.size * 0.6;
  if (random.chance(0.2)) {
    const count = random.int(1, 3);
    for (const id of random.sample(
      ["date", "prepared-by", "author", "department", "reference", "page-count", "version", "status"],
      count,
    ))
      y = putField(page, id, { x: 0, y, mode: "tight" }).y;
    y += look.size * 0.6;
  }
  if (random.chance(0.25)) y = paragraph(page, 0, y, width, random.int(1, 3)) + look.size * 0.6;
  for (let i = 0; i < several; i++) {
    const data = makeTable(world, { rows: rows ?? (several > 1 ? random.int(2, 10) : undefined) });
    const titled = several > 1 || random.chance(0.65);
    let titleSpan: number[] = [];
    if (titled) {
      const text =
        several > 1 && random.chance(0.6)
          ? `Table ${i + 1}${random.pick([":", ".", " -", ""])} ${data.title}`
          : data.title;
      const bold = random.chance(0.7);
      titleSpan = sheet.put(
        random.chance(0.65) ? 0 : width * 0.2,
        y,
        look.capitals ? text.toUpperCase() : text,
        style(page, { font: bold ? look.bold : look.body, size: look.size * random.range(1, 1.4) }),
      );
      y += look.size * 2;
    }
    const put = putTable(page, data, tableStyle(page, data, { x: 0, y, width }));
    put.fact.titleSpan = titleSpan;
    put.fact.shared = several > 1;
    y = put.bottom + look.size * random.range(0.8, 2);
  }
  if (random.chance(0.25)) y = paragraph(page, 0, y, width, random.int(1, 2));
  if (random.chance(0.15))
    sheet.put(
      0,
      y + look.size * 0.5,
      random.pick([
        "Source: own figures.",
        "* preliminary figures",
        "Note: figures may not add up because of rounding.",
        `Source: ${world.company()}`,
      ]),
      style(page, { size: look.size * 0.85 }),
    );
  return page;
}

export { column };
