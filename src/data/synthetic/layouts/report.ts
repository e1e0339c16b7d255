/** Pages of reports: headings, running text, a table or two, key values, page numbers, several columns; the longest pages. */
import { noteUnlabelled, type Page, putField, putTitle, startPage, style } from "../page.ts";
import { paragraph } from "../prose.ts";
import type { Random } from "../random.ts";
import { makeTable } from "../table-data.ts";
import { putTable, tableStyle } from "../table-layout.ts";
import { putTicks } from "../ticks.ts";

const HEADINGS =
  "Introduction|Summary|Results|Discussion|Methods|Background|Findings|Recommendations|Conclusion|Scope|Participants|Materials|Overview|Outlook|Objectives|Analysis|Costs|Schedule|Budget|Appendix|Terms of Reference|Next Steps|Highlights|Operations|Risk Factors|Staff|Facilities|Procedure|Observations".split(
    "|",
  );

export function report(random: Random): Page {
  const page = startPage(random, {
    size: [11, 15],
    capitals: 0.01,
    fonts: [
      ["serif", 46],
      ["sans", 40],
      ["typewriter", 8],
      ["condensed", 6],
    ],
  });
  const { sheet, look, world } = page;
  page.pageRatio = random.pick([Math.SQRT2, 1.294]);
  page.margin = random.range(45, 110);
  const columns = random.chance(0.18) ? 2 : 1;
  const width = random.range(620, 860);
  let y = 0;
  if (random.chance(0.4)) {
    const running = sheet.put(
      random.chance(0.5) ? 0 : width,
      y,
      random.chance(0.5) ? world.phrase(2, 5) : world.company(),
      style(page, { size: look.size * 0.85 }),
      "left",
    );
    noteUnlabelled(page, {
      concept: "running-head",
      names: ["running head"],
      lines: [running],
      type: "phrase",
      asks: [],
    });
    y += look.size * 2.2;
  }
  if (random.chance(0.6)) {
    y =
      putTitle(
        page,
        random.chance(0.4) ? width / 2 : 0,
        y,
        random.chance(0.5)
          ? world.phrase(3, 6)
          : `${random.pick(["Report on", "Study of", "Review of", "Survey of", "Proposal for", "Analysis of"])} ${world.phrase(1, 3)}`,
        { size: look.size * random.range(1.4, 2.1) },
        "left",
      ) +
      look.size * 0.5;
    for (const id of random.sample(
      ["author", "date", "department", "reference", "version", "project-name", "status", "prepared-by"],
      random.int(0, 4),
    ))
      y = putField(page, id, { x: 0, y, mode: random.chance(0.6) ? "tight" : "column", valueX: width * 0.2 }).y;
    y += look.size;
  }
  const long = random.chance(0.4);
  const full = long && random.chance(0.3);
  if (full) look.size = random.range(9.5, 11.5);
  const blocks = full ? random.int(14, 32) : long ? random.int(5, 11) : random.int(2, 5);
  const size = look.size;
  const headings = random.shuffle(HEADINGS);
  const gap = width * 0.06;
  const columnWidth = (width - gap * (columns - 1)) / columns;
  const top = y;
  let bottom = y;
  let used = 0;
  let tables = 0;
  for (let c = 0; c < columns; c++) {
    const x = c * (columnWidth + gap);
    y = top;
    const share = Math.ceil(blocks / columns);
    for (let b = 0; b < share; b++) {
      if (random.chance(0.75)) {
        const numbered = random.chance(0.3);
        const heading = `${numbered ? `${used + 1}. ` : ""}${headings[used % headings.length]}`;
        used++;
        const headingSpan = sheet.put(
          x,
          y,
          random.chance(0.2) ? heading.toUpperCase() : heading,
          style(page, { font: look.bold, size: size * random.range(1, 1.35) }),
        );
        y += size * 1.9;
        const from = sheet.words.length;
        y = paragraph(page, x, y, columnWidth, random.int(2, long ? 7 : 4)) + size * 0.4;
        const firstLine: number[] = [];
        for (
          let w = from;
          w < sheet.words.length && Math.abs(sheet.words[w].y1 - sheet.words[from].y1) < size * 0.7;
          w++
        )
          firstLine.push(w);
        page.facts.sections.push({ heading, headingSpan, first: firstLine.length < 15 ? firstLine : [], items: [] });
      } else y = paragraph(page, x, y, columnWidth, random.int(1, 5)) + size * 0.4;
      if (columns === 1 && tables < 2 && random.chance(long ? 0.25 : 0.5)) {
        const data = makeTable(world, { rows: random.int(2, 12) });
        const caption = `Table ${tables + 1}${random.pick([":", ".", ""])} ${data.title}`;
        const titleSpan = sheet.put(x, y, caption, style(page, { font: random.chance(0.5) ? look.bold : look.body }));
        const put = putTable(page, data, tableStyle(page, data, { x, y: y + size * 1.7, width: columnWidth }));
        put.fact.titleSpan = titleSpan;
        tables++;
        y = put.bottom + size * 1.2;
      }
      if (columns === 1 && random.chance(0.1)) y = putTicks(page, x, y, columnWidth) + size;
    }
    bottom = Math.max(bottom, y);
  }
  for (const fact of page.facts.tables) fact.shared = tables > 1;
  if (random.chance(0.7)) {
    const number = String(random.int(1, 240));
    const span = sheet.put(
      random.pick([width / 2, width]),
      bottom + size * 2,
      random.chance(0.3) ? `Page ${number}` : number,
      style(page, { size: size * 0.9 }),
      "centre",
    );
    noteUnlabelled(page, {
      concept: "page-count",
      names: ["page number", "number of this page"],
      lines: [span.slice(-1)],
      type: "pageof",
      asks: ["Which page is this?", "What number does the page have?"],
    });
  }
  return page;
}
