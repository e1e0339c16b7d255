import assert from "node:assert/strict";
import { test } from "node:test";
import { sniff } from "./sniff.ts";

const bytes = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));

test("sniff() tells kinds by content", () => {
  const cases: [string, string, string][] = [
    ["\x89PNG\r\n\x1a\n", "image", "image/png"],
    ["\xff\xd8\xff\xe0", "image", "image/jpeg"],
    ["RIFF\0\0\0\0WEBPVP8 ", "image", "image/webp"],
    ["GIF89a", "image", "image/gif"],
    ["II*\0\x08\0\0\0", "image", "image/tiff"],
    ["MM\0+", "image", "image/tiff"],
    ["\0\0\0\x1cftypavif\0\0\0\0", "image", "image/avif"],
    ["%PDF-1.7\n", "pdf", "application/pdf"],
    ["junk before\n%PDF-1.4\n", "pdf", "application/pdf"],
    ["\n1 0 obj\n<< /Type /Catalog >>", "pdf", "application/pdf"],
    ['\xef\xbb\xbf  {"pages": []}', "json", "application/json"],
    ["[1]", "json", "application/json"],
    ['<?xml version="1.0"?>\n<alto xmlns="x">', "markup", "application/xml"],
    ['<ns:alto xmlns:ns="x">', "markup", "application/xml"],
    ["<!-- a remark --><PcGts>", "markup", "application/xml"],
    ["<html><body><div class='ocr_page'>", "markup", "text/html"],
  ];
  for (const [text, kind, mime] of cases) {
    assert.deepEqual([sniff(bytes(text)).kind, sniff(bytes(text)).mime], [kind, mime], JSON.stringify(text));
  }
});

test("sniff() takes BM for a bitmap only with a header behind it", () => {
  const header = new Uint8Array(54);
  header.set(bytes("BM"));
  header[14] = 40;
  assert.equal(sniff(header).kind, "bmp");
  assert.equal(sniff(bytes("BM is how this sentence begins, and it goes on")).kind, "unknown");
});

test("sniff() says what to do with files that are not read", () => {
  const cases: [string, RegExp][] = [
    ["PK\x03\x04", /ZIP or an office file: save it as PDF/],
    ["\xd0\xcf\x11\xe0", /old office file/],
    ["<!doctype html><html>", /HTML/],
    ["<svg xmlns='x'>", /SVG/],
    ["%!PS-Adobe", /PostScript/],
    ["\0\0\0\x18ftypheic\0\0\0\0", /HEIC/],
    ["\0\0\0\x18ftypmp42\0\0\0\0", /video/],
    ["Dear Sir or Madam,", /plain text/],
    ["\x01\x02\x03", /no known signature/],
  ];
  for (const [text, hint] of cases) {
    const found = sniff(bytes(text));
    assert.equal(found.kind, "unknown");
    assert.match(found.hint ?? "", hint);
  }
});

test("sniff() bears any prefix", () => {
  for (const text of ["", "\x89", "R", "RIFF", "B", "BM", "%", "\0\0\0\x18ft"]) {
    assert.equal(typeof sniff(bytes(text)).kind, "string");
  }
});
