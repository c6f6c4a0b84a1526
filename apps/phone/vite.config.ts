// Builds the page, its worker and its service worker. Nothing inline, nothing from anywhere else.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

const web = fileURLToPath(new URL("../../bindings/web/src/", import.meta.url));

// The service worker is told which files there are, and a version that is their hash.
function files(): Plugin {
  return {
    name: "eddy-files",
    enforce: "post",
    generateBundle(_, bundle) {
      const names = Object.keys(bundle).filter((name) => name !== "sw.js" && !name.endsWith(".map"));
      const hash = createHash("sha256");
      for (const name of names) {
        const file = bundle[name]!;
        hash.update(name).update(file.type === "chunk" ? file.code : file.source);
      }
      // What the search learns from in another language than English: for those whose language it is.
      const later = names.filter((name) => name.startsWith("heard-") && !name.startsWith("heard-en-"));
      const all = [
        "./",
        "manifest.webmanifest",
        "icon.svg",
        "icon-180.png",
        "icon-192.png",
        "icon-512.png",
        ...names.filter((name) => name !== "index.html" && !later.includes(name)),
      ];
      const worker = bundle["sw.js"];
      if (worker?.type !== "chunk") throw new Error("no service worker");
      worker.code = worker.code
        .replace("__FILES__", JSON.stringify(all))
        .replace("__LATER__", JSON.stringify(later))
        .replace("__VERSION__", JSON.stringify(hash.digest("hex").slice(0, 12)));
    },
  };
}

// Packed once, here, rather than by every server at every visit; eddyd gives X.br in place of X where it may.
function packed(): Plugin {
  return {
    name: "eddy-packed",
    writeBundle({ dir }) {
      for (const name of readdirSync(dir!)) {
        if (name.endsWith(".br") || name.endsWith(".png")) continue;
        const bytes = readFileSync(`${dir}/${name}`);
        writeFileSync(
          `${dir}/${name}.br`,
          brotliCompressSync(bytes, {
            params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
          }),
        );
      }
    },
  };
}

export default defineConfig({
  base: "./",
  resolve: {
    alias: [
      { find: /^eddy-web$/, replacement: `${web}client.ts` },
      { find: /^eddy-web\//, replacement: web },
    ],
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        index: fileURLToPath(new URL("index.html", import.meta.url)),
        sw: fileURLToPath(new URL("src/sw.ts", import.meta.url)),
      },
      output: {
        entryFileNames: (chunk) => (chunk.name === "sw" ? "sw.js" : "[name]-[hash].js"),
        assetFileNames: "[name]-[hash][extname]",
        chunkFileNames: "[name]-[hash].js",
      },
    },
  },
  worker: {
    format: "es",
    rollupOptions: { output: { entryFileNames: "[name]-[hash].js", assetFileNames: "[name]-[hash][extname]" } },
  },
  plugins: [files(), packed()],
});
