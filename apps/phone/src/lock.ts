// The lock that closes by itself, and a page that shows nothing while nobody looks (best effort: the system may be faster).
import { useEffect } from "preact/hooks";
import { core, look, now, opened, settings, useAnswer } from "./diary.js";
import { syncRound } from "./courier.js";

let stale = false; // locked, and not loaded anew yet
let held = 0; // practices that play, or are being kept
/**
 * The core forgets keys and words; the page is loaded anew, which ends what else held any: the worker, fields, what was shown. A
 * practice that plays is not torn: the page is loaded anew when it has been kept.
 */
export async function lock(): Promise<void> {
  await core.lock();
  stale = true;
  await look();
  loadAnew();
}
function loadAnew(): void {
  if (stale && held === 0) location.reload();
}
function hold(): () => void {
  ++held;
  return () => {
    --held;
    loadAnew();
  };
}
/** Whether this page is about to be loaded anew: nothing is asked on it any more. */
export const isLeaving = () => stale;
/** Whether a practice plays, which a lock leaves on the screen. */
export const plays = () => held > 0;
/** For whatever plays a practice, as long as it is there. */
export const usePlaying = () => useEffect(hold, []);
/** Until `work` has ended, well or not. */
export function untilKept(work: Promise<unknown>): void {
  const release = hold();
  void work.then(release, release);
}

export function useLock(): void {
  const after =
    useAnswer(() => (now.status?.open ? settings.get() : Promise.resolve(undefined))).value?.lockAfterS ?? 0; // s; 0: never
  useEffect(() => {
    let last = Date.now();
    let timer = 0;
    const touched = () => (last = Date.now());
    // One timer for the moment it would be due; a device that slept through it is asked again when the page is seen.
    const check = () => {
      clearTimeout(timer);
      if (after <= 0 || !now.status?.open) return;
      const left = last + after * 1000 - Date.now();
      if (left > 0) timer = window.setTimeout(check, left);
      else void lock();
    };
    const seen = () => {
      const hidden = document.visibilityState === "hidden";
      document.documentElement.toggleAttribute("data-hidden", hidden && now.status?.open === true);
      if (!hidden) check();
    };
    const begin = () => {
      touched();
      check();
    };
    check();
    opened.add(begin);
    const TOUCHES = ["pointerdown", "keydown", "wheel"];
    for (const what of TOUCHES) addEventListener(what, touched, { passive: true, capture: true });
    document.addEventListener("visibilitychange", seen);
    return () => {
      clearTimeout(timer);
      opened.delete(begin);
      for (const what of TOUCHES) removeEventListener(what, touched, { capture: true });
      document.removeEventListener("visibilitychange", seen);
    };
  }, [after]);
  useEffect(() => {
    const go = () => void syncRound();
    opened.add(go);
    return () => void opened.delete(go);
  }, []);
}
