/** A piece of a page as proof: the picture around some places, with those places framed. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Box } from "../api/types.ts";
import { encloseAll } from "../state/review.ts";

export interface CropProps {
  /** Address of the page's picture. */
  picture: string;
  /** Width by height of the page. */
  aspect: number;
  boxes: readonly Box[];
  label: string;
  /** What is shown where the page has no picture. Default: nothing. */
  instead?: ComponentChildren;
}

/** Share of the page around the places that is shown with them, and the least height of a piece by its width. */
const AROUND = { x: 0.08, y: 0.018 };
const FLATTEST = 0.12;

/** The piece to show: the places with some of what stands around, inside of the page. */
export function pieceOf(boxes: readonly Box[], aspect: number): Box {
  const [x0, y0, x1, y1] = encloseAll(boxes);
  const [left, right] = [Math.max(0, x0 - AROUND.x), Math.min(1, x1 + AROUND.x)];
  const least = FLATTEST * (right - left) * aspect;
  const more = Math.max(AROUND.y, (least - (y1 - y0)) / 2);
  return [left, Math.max(0, y0 - more), right, Math.min(1, y1 + more)];
}

export function Crop({ picture, aspect, boxes, label, instead }: CropProps) {
  const broken = useSignal<string | null>(null);
  if (boxes.length === 0) return null;
  if (broken.value === picture) return instead ?? null;
  const [x0, y0, x1, y1] = pieceOf(boxes, aspect);
  const [w, h] = [x1 - x0, y1 - y0];
  const part = (value: number) => `${value * 100}%`;
  return (
    <figure class="crop" style={{ aspectRatio: String((w * aspect) / h) }}>
      <img
        alt={label}
        src={picture}
        draggable={false}
        style={{ width: part(1 / w), left: part(-x0 / w), top: part(-y0 / h) }}
        onError={() => {
          broken.value = picture;
        }}
      />
      {boxes.map(([a, b, c, d]) => (
        <span
          key={`${a} ${b}`}
          style={{
            left: part((a - x0) / w),
            top: part((b - y0) / h),
            width: part((c - a) / w),
            height: part((d - b) / h),
          }}
        />
      ))}
    </figure>
  );
}
