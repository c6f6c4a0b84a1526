// The page works without a network, from files that change only when the person says so.
export function watchForVersions(found: (change: () => void) => void): void {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  let asked = false;
  navigator.serviceWorker.addEventListener("controllerchange", () => asked && location.reload());
  void navigator.serviceWorker.register("sw.js").then((registration) => {
    const look = () => {
      const waiting = registration.waiting;
      if (waiting && navigator.serviceWorker.controller)
        found(() => {
          asked = true;
          waiting.postMessage("change");
        });
    };
    look();
    registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
  });
}
