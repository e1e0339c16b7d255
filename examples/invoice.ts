/**
 * Writes examples/invoice.pdf, a page that was never paper: text objects in Helvetica, one of the fonts that every PDF reader
 * brings. `node --import tsx examples/invoice.ts`. The same bytes at each run.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

const [WIDTH, HEIGHT] = [595, 842];

/** Widths of Helvetica's digits and signs of amounts, in sizes: what right alignment needs. */
const ADVANCE: Record<string, number> = { ".": 0.278, ",": 0.278, $: 0.556, " ": 0.278 };

const content: string[] = [];

type Font = "regular" | "bold";

/** Text with its baseline `y` points below the top. */
function text(x: number, y: number, line: string, size = 10, font: Font = "regular"): void {
  const escaped = line.replace(/[\\()]/g, "\\$&");
  const name = font === "bold" ? "F2" : "F1";
  content.push(`BT /${name} ${size} Tf 1 0 0 1 ${x.toFixed(2)} ${(HEIGHT - y).toFixed(2)} Tm (${escaped}) Tj ET`);
}

/** An amount that ends at `x`. */
function amount(x: number, y: number, figures: string, size = 10, font: Font = "regular"): void {
  const width = [...figures].reduce((sum, character) => sum + (ADVANCE[character] ?? 0.556), 0) * size;
  text(x - width, y, figures, size, font);
}

function rule(y: number, width = 0.7, from = 56, to = WIDTH - 56): void {
  content.push(`${width} w ${from} ${HEIGHT - y} m ${to} ${HEIGHT - y} l S`);
}

content.push("0.12 0.29 0.42 rg");
text(56, 84, "Fernhollow Joinery Ltd.", 20, "bold");
content.push("0 g");
text(56, 104, "16 Tanyard Close, Elmsbury, OR 97099");
text(56, 118, "Phone: (503) 555-0142    office@fernhollow.example");
text(440, 84, "INVOICE", 22, "bold");
for (const [i, [name, value]] of [
  ["Invoice number:", "FJ-20417"],
  ["Invoice date:", "April 3, 2024"],
  ["Due date:", "May 3, 2024"],
  ["Terms:", "Net 30"],
].entries()) {
  text(370, 150 + i * 17, name, 10, "bold");
  text(462, 150 + i * 17, value);
}
text(56, 150, "Bill to:", 10, "bold");
text(56, 167, "Corvane Public Library");
text(56, 182, "88 Hatchet Pond Road");
text(56, 197, "Corvane, OR 97012");
content.push("0.88 0.91 0.93 rg", `56 ${HEIGHT - 268} ${WIDTH - 112} 22 re f`, "0 g");
text(62, 261, "Description", 10, "bold");
text(330, 261, "Quantity", 10, "bold");
text(408, 261, "Unit price", 10, "bold");
text(496, 261, "Amount", 10, "bold");
const rows: readonly (readonly [string, string, string, string])[] = [
  ["Oak bookcase, six shelves", "4", "385.00", "1,540.00"],
  ["Reading bench, ash", "6", "142.50", "855.00"],
  ["Repair of card catalogue", "1", "210.00", "210.00"],
  ["Delivery and fitting", "1", "95.00", "95.00"],
];
rows.forEach(([what, quantity, price, total], i) => {
  const y = 289 + i * 22;
  text(62, y, what);
  amount(364, y, quantity);
  amount(456, y, price);
  amount(533, y, total);
  rule(y + 7, 0.3);
});
for (const [i, [name, value]] of [
  ["Subtotal", "2,700.00"],
  ["Sales tax 5.5%", "148.50"],
  ["Deposit paid", "500.00"],
].entries()) {
  text(400, 398 + i * 18, name);
  amount(533, 398 + i * 18, value);
}
rule(446, 1, 394);
text(400, 462, "Amount due", 12, "bold");
amount(533, 462, "$2,348.50", 12, "bold");
text(56, 520, "Please quote the invoice number with your payment. Account 4471 0925 at Millgate Savings Bank.", 9);
text(56, 534, "Goods remain our property until they are paid for in full.", 9);

const stream = content.join("\n");
const objects = [
  "<< /Type /Catalog /Pages 2 0 R >>",
  "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
  `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>`,
  `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
  "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
  "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
];
let file = "%PDF-1.4\n";
const offsets = objects.map((object, i) => {
  const at = file.length;
  file += `${i + 1} 0 obj\n${object}\nendobj\n`;
  return at;
});
const start = file.length;
file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
for (const offset of offsets) file += `${String(offset).padStart(10, "0")} 00000 n \n`;
file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
await writeFile(join(import.meta.dirname, "invoice.pdf"), file, "latin1");
