// Keeps the files of one version, and gives them whether there is a network or not. A new version waits until
// the person asks for it: what worked yesterday works today.
declare const __FILES__: string[];
declare const __VERSION__: string;
const scope = self as unknown as ServiceWorkerGlobalScope;
const kept = `eddy-${__VERSION__}`;

scope.addEventListener("install", (event) => {
  event.waitUntil(caches.open(kept).then((cache) => cache.addAll(__FILES__)));
});

scope.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(names.filter((n) => n.startsWith("eddy-") && n !== kept).map((n) => caches.delete(n))),
      )
      .then(() => scope.clients.claim()),
  );
});

scope.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== scope.location.origin) return;
  event.respondWith(
    caches
      .open(kept)
      .then((cache) => cache.match(event.request.mode === "navigate" ? "./" : event.request, { ignoreSearch: true }))
      .then((found) => found ?? fetch(event.request)),
  );
});

scope.addEventListener("message", (event) => {
  if (event.data === "change") void scope.skipWaiting();
});
