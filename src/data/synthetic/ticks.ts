/** Groups of check boxes: options with marks that are words of the page or drawn, one or more of them ticked. */
import { type Page, style } from "./page.ts";
import type { Span } from "./sheet.ts";

const GROUPS: [string, string[], string[]][] = [
  [
    "Type of request",
    ["type of request", "kind of request"],
    ["New", "Renewal", "Change", "Cancellation", "Replacement", "Correction"],
  ],
  ["Marital status", ["marital status"], ["Single", "Married", "Divorced", "Widowed", "Separated"]],
  [
    "Payment method",
    ["payment method", "way of paying"],
    ["Cash", "Cheque", "Credit card", "Bank transfer", "Direct debit", "Money order"],
  ],
  ["Priority", ["priority"], ["Low", "Normal", "High", "Urgent"]],
  ["Condition", ["condition"], ["New", "Good", "Fair", "Poor", "Damaged"]],
  [
    "Position",
    ["position", "kind of position"],
    ["partner", "director", "employee", "consultant", "officer", "associate", "other (specify)"],
  ],
  [
    "Employment status",
    ["employment status"],
    ["Full-time", "Part-time", "Self-employed", "Unemployed", "Retired", "Student"],
  ],
  ["Purpose", ["purpose"], ["Business", "Study", "Tourism", "Family visit", "Medical", "Transit"]],
  ["Delivery", ["delivery", "way of delivery"], ["Pick up", "Courier", "Regular mail", "Express", "E-mail"]],
  ["Decision", ["decision"], ["Approved", "Rejected", "Deferred", "Returned", "Approved with changes"]],
  ["Sex", ["sex", "gender"], ["Male", "Female"]],
  ["Copies to", ["copies", "who gets a copy"], ["File", "Accounting", "Sales", "Legal", "Plant manager", "Personnel"]],
  [
    "Days available",
    ["days available", "days"],
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
  ],
  [
    "Services required",
    ["services required", "services"],
    ["Installation", "Repair", "Inspection", "Cleaning", "Training", "Calibration"],
  ],
  ["Symptoms", ["symptoms"], ["Fever", "Cough", "Headache", "Nausea", "Fatigue", "Rash", "Dizziness"]],
  [
    "Reason for return",
    ["reason for return", "reason"],
    ["Wrong item", "Defective", "Too late", "Wrong size", "No longer needed"],
  ],
  ["Type of account", ["type of account", "account type"], ["Savings", "Checking", "Joint", "Business", "Trust"]],
  [
    "Research type",
    ["research type", "type of research"],
    ["Sales Analysis", "Consumer Research", "Product Test", "Field Survey", "Panel"],
  ],
  ["Housing", ["housing"], ["Own", "Rent", "With parents", "Company housing"]],
  ["Insurance", ["insurance", "kind of insurance"], ["Life", "Health", "Motor", "Home", "Travel", "Liability"]],
  ["Meal preference", ["meal preference", "meal"], ["Vegetarian", "Vegan", "Halal", "Kosher", "No preference"]],
  ["Send", ["what to send"], ["Brochure", "Price list", "Samples", "Catalogue", "Invoice"]],
  ["This form is", ["kind of form"], ["an initial statement", "an amendment", "a supplement", "a final report"]],
  ["Language", ["language"], ["English", "French", "Spanish", "German", "Malay"]],
];

const YES_NO = [
  "Do you smoke?",
  "Are you a citizen?",
  "Have you applied before?",
  "Is the applicant employed?",
  "Was the vehicle damaged?",
  "Are there any witnesses?",
  "Do you have a valid licence?",
  "Is this your first visit?",
  "Has the claim been reported?",
  "Insured?",
  "Taxable?",
  "Follow-up needed?",
  "Any allergies?",
  "Refund requested?",
  "Own transport available?",
];

/** Puts a group of options; @returns y below. */
export function putTicks(page: Page, x: number, y: number, width: number): number {
  const { random, sheet, look } = page;
  const body = style(page);
  const [on, off] = random.pick([
    ["☒", "☐"],
    ["☑", "☐"],
    ["☒", "☐"],
    ["[X]", "[ ]"],
    ["[x]", "[ ]"],
    ["(X)", "( )"],
    ["X", ""],
    ["✓", ""],
    ["■", "□"],
    ["●", "○"],
    ["☑", "☐"],
  ] as const);
  const yesNo = random.chance(0.3);
  let heading: string;
  let names: string[];
  let options: string[];
  if (yesNo) {
    heading = random.pick(YES_NO);
    names = [heading.replace(/\?$/, "").toLowerCase()];
    options = ["Yes", "No"];
  } else {
    const group = random.pick(GROUPS);
    heading = group[0];
    names = group[1];
    options = random.sample(group[2], random.int(Math.min(2, group[2].length), group[2].length));
  }
  if (page.facts.ticks.some((t) => t.heading === heading)) return y;
  const used = new Set(page.facts.ticks.flatMap((t) => t.options.map((o) => o.text)));
  if (!yesNo && options.some((o) => used.has(o))) return y;
  const multiple = !yesNo && random.chance(0.35);
  const ticked = new Set(
    random.sample([...options.keys()], multiple ? random.int(1, Math.max(1, options.length - 1)) : 1),
  );
  const upper = look.capitals;
  const shown = (text: string) => (upper ? text.toUpperCase() : text);
  const headingSpan = sheet.put(
    x,
    y,
    shown(heading) + (yesNo || random.chance(0.3) ? "" : ":"),
    style(page, { font: random.chance(0.5) ? look.bold : look.body }),
  );
  const vertical = !yesNo && random.chance(0.4);
  const after = random.chance(0.2);
  let cx = vertical ? x + look.size : sheet.right(headingSpan) + look.size * 1.5;
  if (vertical || cx > x + width * 0.55) {
    y += look.size * 1.5;
    if (!vertical) cx = x;
  }
  const start = cx;
  const made: { text: string; span: Span; ticked: boolean; markSpan: Span }[] = [];
  options.forEach((option, i) => {
    const mark = ticked.has(i) ? on : off;
    const markWidth = mark === "" ? look.size : sheet.measure(mark, body);
    const textWidth = sheet.measure(shown(option), body);
    const all = markWidth + textWidth + look.size * 2;
    if (!vertical && cx + all > x + width && cx > start) {
      cx = start;
      y += look.size * 1.5;
    }
    const textX = after ? cx : cx + markWidth + look.size * 0.45;
    const markX = after ? cx + textWidth + look.size * 0.45 : cx;
    const put = () => sheet.put(textX, y, shown(option), body);
    let span: Span = after ? put() : [];
    const markSpan =
      mark === ""
        ? []
        : sheet.put(
            markX,
            y,
            mark,
            mark === "X" || mark === "✓" ? style(page, { ink: random.chance(0.4) ? [30, 40, 120] : look.ink }) : body,
          );
    // A mark without a box of its own is written into a drawn one or on a line.
    if (on === "X" || on === "✓") {
      const side = look.size * 0.95;
      if (random.chance(0.9))
        sheet.box(markX - side * 0.15, y - side * 0.05, markX + side * 0.85, y + side * 0.95, {
          stroke: look.ink,
          width: 1,
        });
    }
    if (!after) span = put();
    made.push({ text: shown(option), span, ticked: ticked.has(i), markSpan: ticked.has(i) ? markSpan : markSpan });
    if (vertical) y += look.size * 1.4;
    else cx += all;
  });
  page.facts.ticks.push({ heading: shown(heading), headingSpan, names, options: made });
  return vertical ? y : y + look.size * 1.5;
}
