import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { MessageWriter } from "./protobuf.ts";

const hex = (writer: MessageWriter) => Buffer.from(writer.finish()).toString("hex");

test("MessageWriter writes the examples of the protobuf documentation", () => {
  assert.equal(hex(new MessageWriter().integer(1, 150)), "089601");
  assert.equal(hex(new MessageWriter().text(2, "testing")), "120774657374696e67");
  assert.equal(hex(new MessageWriter().message(3, (inner) => inner.integer(1, 150))), "1a03089601");
  assert.equal(hex(new MessageWriter().float(1, 1)), "0d0000803f");
});

test("MessageWriter writes negative numbers in two's complement of 64 bits", () => {
  assert.equal(hex(new MessageWriter().integer(1, -2)), "08feffffffffffffffff01");
  assert.equal(hex(new MessageWriter().integer(1, 0)), "0800");
});

/** Reads the fields of a message back: varints and length-delimited ones. */
function read(bytes: Uint8Array): { field: number; value: bigint | Uint8Array }[] {
  const out: { field: number; value: bigint | Uint8Array }[] = [];
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++];
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const key = Number(varint());
    const field = key >> 3;
    if ((key & 7) === 0) out.push({ field, value: BigInt.asIntN(64, varint()) });
    else {
      const length = Number(varint());
      out.push({ field, value: bytes.slice(at, at + length) });
      at += length;
    }
  }
  return out;
}

test("MessageWriter writes any numbers and bytes so that they read back, beyond its first buffer too", () => {
  const value = fc.oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.uint8Array({ maxLength: 600 }));
  const fields = fc.array(fc.record({ field: fc.integer({ min: 1, max: 2000 }), value }, { noNullPrototype: true }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(fields, (list) => {
      const writer = new MessageWriter();
      for (const { field, value: given } of list) {
        if (typeof given === "bigint") writer.integer(field, given);
        else writer.bytes(field, given);
      }
      assert.deepEqual(read(writer.finish()), list);
    }),
    { seed: 59 },
  );
});
