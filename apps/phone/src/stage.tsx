// Where a practice is seen: water that rises and falls in a round with the breath, and a ring for what remains. The round stands
// still, whatever is said around it.
import { useEffect, useRef } from "preact/hooks";
import type { api } from "./diary.js";

// In units of the picture, which is 200 wide and high.
const MIDDLE = 100;
const RADIUS = 82;
const RING = 95;
const WAVE = 50; // from crest to crest; the water is drawn by so much wider than the round as it drifts

const hills = (from: number, height: number) =>
  `M${-WAVE} ${from}${Array.from({ length: 6 }, () => `q${WAVE / 4} ${-height} ${WAVE / 2} 0t${WAVE / 2} 0`).join("")}V420H${-WAVE}z`;
const FRONT = hills(0, 9);
const BACK = hills(-7, -8);

/** `progress`: 0 empty to 1 full. A little is always there, and a little is always left. */
const level = (progress: number) => `translateY(${MIDDLE + RADIUS * (0.8 - 1.6 * progress)}px)`;
const size = (progress: number) => `scale(${0.45 + 0.55 * progress})`;

export function Stage({
  scene,
  still,
  plain,
  now,
}: {
  scene: api.content.Scene;
  still: boolean; // nothing moves by itself
  plain: boolean; // without water: a disc that grows and shrinks
  now: () => number; // ms, as the scene's times
}) {
  const moving = useRef<SVGGElement>(null);
  const place = plain ? size : level;
  useEffect(() => {
    const shape = moving.current!;
    const length = scene.nextChangeMs - scene.startMs;
    if (still || length <= 0 || scene.ended) {
      shape.style.transform = place(scene.progressTo);
      return;
    }
    const move = shape.animate([{ transform: place(scene.progressFrom) }, { transform: place(scene.progressTo) }], {
      duration: length,
      easing: scene.easing === "sine" ? "cubic-bezier(0.37, 0, 0.63, 1)" : "linear",
      fill: "forwards",
    });
    move.currentTime = Math.max(0, now() - scene.startMs);
    return () => move.cancel();
  }, [scene.startMs, scene.ended, still, plain]);
  const left = scene.plannedS > 0 ? Math.max(0, 1 - scene.playedS / scene.plannedS) : 0;
  return (
    <svg class={still ? "round still" : "round"} viewBox="0 0 200 200" aria-hidden="true">
      <clipPath id="round">
        <circle cx={MIDDLE} cy={MIDDLE} r={RADIUS} />
      </clipPath>
      {!plain && <circle class="air" cx={MIDDLE} cy={MIDDLE} r={RADIUS} />}
      <g clip-path={plain ? undefined : "url(#round)"}>
        <g class="disc" ref={moving}>
          {plain ? (
            <circle cx={MIDDLE} cy={MIDDLE} r={RADIUS} />
          ) : (
            <>
              <path class="behind" d={BACK} />
              <path d={FRONT} />
            </>
          )}
        </g>
      </g>
      {!scene.ended && (
        <circle class="left" cx={MIDDLE} cy={MIDDLE} r={RING} pathLength={1} stroke-dasharray={`${left} 1`} />
      )}
    </svg>
  );
}
