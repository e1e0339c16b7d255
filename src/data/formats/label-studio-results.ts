/**
 * One annotation of Label Studio: results that share an id are one region (rectangle or polygon in percent of the image, labels,
 * text), relations join regions, choices and texts without a place speak of the whole page. Regions and back; knows no file.
 */
import type { Box } from "../../document/box.ts";
import type { Check } from "../check.ts";

/** A region, its place in percent of its page. */
export interface StudioRegion {
  id: string;
  /** Index of the image, from 0. */
  page: number;
  text: string;
  label: string | null;
  /** Corners `[[x, y], ...]` in percent, clockwise from where the text begins. */
  points: [number, number][];
  /** Size of the image, where the result says it. */
  size: { width: number; height: number } | null;
  /** Path in the file. */
  at: string;
}

export interface StudioAnnotation {
  regions: StudioRegion[];
  /** Pairs of ids of regions. */
  links: [string, string][];
  /** Choices and texts without a place, by the name of their control. */
  fields: Record<string, string[]>;
}

type Json = Record<string, unknown>;

/** The labels or texts of a value: `labels`, `rectanglelabels`, `polygonlabels`, `choices`, `text`. */
function wordsOf(value: Json, pattern: RegExp): string[] {
  const key = Object.keys(value).find((name) => pattern.test(name));
  const held = key === undefined ? [] : value[key];
  return [held].flat().filter((entry): entry is string => typeof entry === "string");
}

/** Corners of a rectangle that is turned by `rotation` degrees clockwise around its top left corner. */
function cornersOf(check: Check, value: Json, size: StudioRegion["size"], at: string): [number, number][] {
  if (Array.isArray(value.points)) {
    return value.points.map((point, i) => {
      const [x, y] = check.list(point, `${at}.points[${i}]`);
      return [Number(x), Number(y)];
    });
  }
  const numbers = ["x", "y", "width", "height"].map((key) => {
    const number = value[key];
    return typeof number === "number" && Number.isFinite(number)
      ? number
      : check.fail(`${at}.${key}`, "is not a number");
  });
  const [x, y, width, height] = numbers;
  const angle = (Number(value.rotation ?? 0) * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  // Percent of the width and percent of the height are not of one length.
  const shape = size ? size.width / size.height : 1;
  const along = (u: number, v: number): [number, number] => [
    x + u * cos - (v * sin) / shape,
    y + u * sin * shape + v * cos,
  ];
  return [along(0, 0), along(width, 0), along(width, height), along(0, height)];
}

/** @throws FormatError */
export function readResults(check: Check, results: unknown, at: string): StudioAnnotation {
  const regions = new Map<string, StudioRegion>();
  const links: [string, string][] = [];
  const fields: Record<string, string[]> = {};
  for (const [i, entry] of check.list(results, at).entries()) {
    const where = `${at}[${i}]`;
    const result = check.object(entry, where);
    if (result.type === "relation") {
      const pair: [string, string] = [
        check.text(result.from_id, `${where}.from_id`),
        check.text(result.to_id, `${where}.to_id`),
      ];
      links.push(result.direction === "left" ? [pair[1], pair[0]] : pair);
      continue;
    }
    const value = check.object(result.value, `${where}.value`);
    const text = wordsOf(value, /^text$/).join("\n");
    const labels = wordsOf(value, /labels$/);
    if (!("x" in value) && !("points" in value)) {
      const said = [...wordsOf(value, /^choices$/), ...(text === "" ? [] : [text])];
      const name = typeof result.from_name === "string" ? result.from_name : String(result.type);
      if (said.length > 0) fields[name] = [...(fields[name] ?? []), ...said];
      continue;
    }
    if (Number(result.image_rotation ?? 0) !== 0)
      check.fail(
        `${where}.image_rotation`,
        `is ${result.image_rotation}: regions on an image that was turned cannot be placed`,
      );
    const id = check.text(result.id, `${where}.id`);
    const { original_width: width, original_height: height } = result;
    const size = typeof width === "number" && typeof height === "number" ? { width, height } : null;
    const page = Number(result.item_index ?? 0);
    const fresh = () => ({
      id,
      page,
      text: "",
      label: null,
      points: cornersOf(check, value, size, `${where}.value`),
      size,
      at: where,
    });
    const region: StudioRegion = regions.get(id) ?? fresh();
    regions.set(id, region);
    if (text !== "") region.text = text;
    if (labels.length > 0) region.label = labels[0];
  }
  return { regions: [...regions.values()], links, fields };
}

/** What a region is written from; `box` in fractions. */
export interface RegionToWrite {
  id: string;
  text: string;
  label: string | null;
  box: Box;
}

/** The results of the OCR template for the regions of a page: rectangle, labels, textarea, all of one id. */
export function writeResults(
  regions: readonly RegionToWrite[],
  page: { width: number; height: number; index: number; pages: number },
): unknown[] {
  return regions.flatMap(({ id, text, label, box: [x0, y0, x1, y1] }) => {
    const place = { x: 100 * x0, y: 100 * y0, width: 100 * (x1 - x0), height: 100 * (y1 - y0), rotation: 0 };
    const shared = {
      id,
      to_name: "image",
      original_width: page.width,
      original_height: page.height,
      image_rotation: 0,
      ...(page.pages > 1 ? { item_index: page.index } : {}),
    };
    return [
      { ...shared, from_name: "bbox", type: "rectangle", value: place },
      ...(label === null
        ? []
        : [{ ...shared, from_name: "label", type: "labels", value: { ...place, labels: [label] } }]),
      ...(text === ""
        ? []
        : [{ ...shared, from_name: "transcription", type: "textarea", value: { ...place, text: [text] } }]),
    ];
  });
}

const quoted = (text: string) =>
  text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c] ?? c);

/** The labelling interface that such results belong to, with these labels: the OCR template. */
export function labellingConfig(labels: readonly string[], pages: number): string {
  const image = pages > 1 ? 'valueList="$pages"' : 'value="$image"';
  return [
    "<View>",
    `  <Image name="image" ${image} zoom="true" zoomControl="true"/>`,
    '  <Labels name="label" toName="image">',
    ...labels.map((label) => `    <Label value="${quoted(label)}"/>`),
    "  </Labels>",
    '  <Rectangle name="bbox" toName="image" strokeWidth="3"/>',
    '  <Polygon name="poly" toName="image" strokeWidth="3"/>',
    '  <TextArea name="transcription" toName="image" editable="true" perRegion="true" maxSubmissions="1" displayMode="region-list"/>',
    "</View>",
    "",
  ].join("\n");
}
