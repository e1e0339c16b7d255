/** How Vite builds the page of web/ into dist/web: one shell without any address outside of its own server. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { BundledPackages, licencesText } from "../scripts/licences.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const bundled = new BundledPackages();

export default defineConfig({
  plugins: [
    bundled.plugin(),
    {
      name: "docformer-licences-file",
      generateBundle() {
        this.emitFile({ type: "asset", fileName: "licences.txt", source: licencesText([], bundled.licences()) });
      },
    },
  ],
  root: here("."),
  base: "./",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  // Chromium 123, Firefox 120, Safari 17.5: the first with light-dark().
  build: {
    outDir: here("../dist/web"),
    emptyOutDir: true,
    target: "es2023",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "/v1": "http://127.0.0.1:8090", "/healthz": "http://127.0.0.1:8090" } },
});
