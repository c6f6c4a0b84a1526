// Keeps the files of one version, and gives them whether there is a network or not. A new version waits until
// the person asks for it: what worked yesterday works today. What belongs to one language is kept once it was asked
// for, and comes along into the next version.
declare const __FILES__: string[];
declare const __LATER__: string[];
declare const __VERSION__: string;
const scope = self as unknown as ServiceWorkerGlobalScope;
const kept = `eddy-${__VERSION__}`;

/** The language of heard-CODE-HASH.pack; none: it is no such file. */
const languageOf = (file: string) => /heard-([^/]+)-.{8}\.pack$/.exec(file)?.[1];

async function install(): Promise<void> {
  const used = new Set<string | undefined>();
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys()) used.add(languageOf(url));
  const cache = await caches.open(kept);
  await cache.addAll([...__FILES__, ...__LATER__.filter((file) => used.has(languageOf(file)))]);
}

async function fetched(request: Request): Promise<Response> {
  const reply = await fetch(request);
  if (reply.ok && languageOf(request.url)) await (await caches.open(kept)).put(request, reply.clone());
  return reply;
}

scope.addEventListener("install", (event) => {
  event.waitUntil(install());
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
      .then((found) => found ?? fetched(event.request)),
  );
});

scope.addEventListener("message", (event) => {
  if (event.data === "change") void scope.skipWaiting();
});
