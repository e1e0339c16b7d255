/** The page's signs, drawn in strokes; they say nothing to screen readers, the text beside them does. */

const PATHS = {
  documents: "M5 3h9l5 5v13H5zM14 3v5h5M8 13h8M8 17h5",
  schema: "M4 5h16M4 12h10M4 19h7M18 10v6M15 13h6",
  train: "M4 20V4M4 20h16M7 15l4-5 3 3 5-7",
  trust: "M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6zM9 12l2 2 4-4",
  call: "M8 8l-4 4 4 4M16 8l4 4-4 4M13 6l-2 12",
  upload: "M12 16V5M8 9l4-4 4 4M4 16v4h16v-4",
  download: "M12 4v11M8 11l4 4 4-4M4 16v4h16v-4",
  search: "M10.5 17a6.5 6.5 0 100-13 6.5 6.5 0 000 13zM15.5 15.5L21 21",
  check: "M5 12.5l4.5 4.5L19 7",
  double: "M2.5 12.5L7 17l8.5-9M11 16l1 1 9-9.5",
  absent: "M12 20a8 8 0 100-16 8 8 0 000 16zM6.5 17.5l11-11",
  doubt: "M12 4l9 16H3zM12 10v5M12 17.5v.5",
  open: "M12 4a8 8 0 014 1M19 8a8 8 0 011 4M19 16a8 8 0 01-3 3M12 20a8 8 0 01-4-1M5 16a8 8 0 01-1-4M5 8a8 8 0 013-3",
  guess: "M12 16a4 4 0 100-8 4 4 0 000 8z",
  cross: "M6 6l12 12M18 6L6 18",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  left: "M15 5l-7 7 7 7",
  right: "M9 5l7 7-7 7",
  up: "M5 15l7-7 7 7",
  down: "M5 9l7 7 7-7",
  rotate: "M20 12a8 8 0 11-3-6.2M20 3v5h-5",
  width: "M3 5v14M21 5v14M6 12h12M9 9l-3 3 3 3M15 9l3 3-3 3",
  page: "M6 3h12v18H6z",
  words: "M3 8h7v8H3zM13 8h8v8h-8z",
  lines: "M3 6h18M3 12h14M3 18h16",
  box: "M4 4h4M4 4v4M20 4h-4M20 4v4M4 20h4M4 20v-4M20 20h-4M20 20v-4",
  hide: "M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6zM4 4l16 16",
  undo: "M8 5L4 9l4 4M4 9h10a6 6 0 010 12h-3",
  redo: "M16 5l4 4-4 4M20 9H10a6 6 0 000 12h3",
  sun: "M12 16a4 4 0 100-8 4 4 0 000 8zM12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2",
  moon: "M20 14.5A8.5 8.5 0 019.5 4a8.5 8.5 0 1010.5 10.5z",
  half: "M12 20a8 8 0 100-16 8 8 0 000 16zM12 4v16M12 8h4M12 12h5M12 16h4",
  keyboard: "M3 6h18v12H3zM7 10h.5M11 10h.5M15 10h.5M8 14h8",
  spark: "M12 3l2 7 7 2-7 2-2 7-2-7-7-2 7-2z",
  arrow: "M4 12h15M13 6l6 6-6 6",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  edit: "M4 20h4L19 9l-4-4L4 16z",
  stop: "M7 7h10v10H7z",
  play: "M8 5l11 7-11 7z",
  warn: "M12 20a8 8 0 100-16 8 8 0 000 16zM12 8v5M12 15.5v.5",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  camera: "M4 7h4l2-3h4l2 3h4v13H4zM12 17a3.5 3.5 0 100-7 3.5 3.5 0 000 7z",
  table: "M4 5h16v14H4zM4 10h16M4 14.5h16M10 5v14M15 5v14",
  link: "M10 14a4 4 0 005.7 0l3-3a4 4 0 00-5.7-5.7l-1 1M14 10a4 4 0 00-5.7 0l-3 3a4 4 0 005.7 5.7l1-1",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
