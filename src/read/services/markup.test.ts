import assert from "node:assert/strict";
import { test } from "node:test";
import { DocumentError } from "../../document/json.ts";
import { ancestor, childrenOf, decodeMarkup, descendants, nameOf, parseMarkup, textIn } from "./markup.ts";

test("parseMarkup() gives elements without prefixes, text decoded", () => {
  const root = parseMarkup(
    '<?xml version="1.0"?><a:x b:ID="1"><a:y/>R&amp;D <![CDATA[<2>]]><Y ID="z">&#x20AC;</Y></a:x>',
    "xml",
  );
  assert.deepEqual([root.name, root.attributes], ["x", { ID: "1" }]);
  assert.equal(textIn(root), "R&D <2>€");
  assert.deepEqual(descendants(root).map(nameOf), ["<y>", "<Y z>"]);
  const [inner] = childrenOf(root, "Y");
  assert.equal(
    ancestor(inner, ({ name }) => name === "x"),
    root,
  );
});

test("parseMarkup() bears open tags in HTML, and names the element that XML leaves open", () => {
  const html = parseMarkup("<html><body><P>one<br>two", "html");
  assert.deepEqual(descendants(html, "p").map(textIn), ["onetwo"]);
  assert.throws(
    () => parseMarkup('<alto><Page ID="p1"><String/>', "xml"),
    (error) => error instanceof DocumentError && /ends before its element <Page p1> does/.test(error.message),
  );
  assert.throws(() => parseMarkup("just text", "xml"), DocumentError);
});

test("parseMarkup() does not follow nesting without end", () => {
  const nested = (depth: number) => `${"<a>".repeat(depth)}x${"</a>".repeat(depth)}`;
  assert.equal(textIn(parseMarkup(nested(1000), "xml")), "x");
  assert.throws(() => parseMarkup(nested(100_000), "xml"), DocumentError);
  assert.equal(descendants(parseMarkup(`<b>${"<p>".repeat(5000)}`, "html"), "p").length, 5000);
});

test("decodeMarkup() goes by the declared encoding", () => {
  const latin = Uint8Array.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>', (c) => c.charCodeAt(0));
  assert.match(decodeMarkup(latin), /<a>é</);
  assert.match(decodeMarkup(new TextEncoder().encode('<?xml version="1.0" encoding="none-such"?><a>é</a>')), /<a>é</);
  assert.match(decodeMarkup(new TextEncoder().encode("<a>é</a>")), /<a>é</);
});
