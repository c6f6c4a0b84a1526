// A pairing code as a picture, and the camera that reads one.
import { useEffect, useRef, useState } from "preact/hooks";
import encodeQR from "qr";

export function Code({ text }: { text: string }) {
  if (!text) return null;
  const dots = encodeQR(text, "raw", { border: 3 });
  const size = dots.length;
  const path = dots.flatMap((row, y) => row.flatMap((on, x) => (on ? `M${x} ${y}h1v1h-1z` : []))).join("");
  return (
    <>
      <p class="code">{text}</p>
      <svg
        class="qr"
        viewBox={`0 0 ${size} ${size}`}
        role="img"
        aria-label="The same code, to be scanned"
        shape-rendering="crispEdges"
      >
        <rect width={size} height={size} fill="#fff" />
        <path d={path} fill="#000" />
      </svg>
    </>
  );
}

/** Looks through the camera until it sees a code; no picture leaves this page. */
export function Scan({ onFound, onEnd }: { onFound: (text: string) => void; onEnd: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const [problem, setProblem] = useState("");
  useEffect(() => {
    let stream: MediaStream | undefined;
    let over = false;
    let timer = 0;
    const end = () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    const canvas = document.createElement("canvas");
    (async () => {
      const { default: decodeQR } = await import("qr/decode.js"); // only for who scans
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
      if (over) return end();
      const v = video.current!;
      v.srcObject = stream;
      await v.play();
      const look = () => {
        if (over) return;
        const scale = Math.min(1, 640 / Math.max(v.videoWidth, v.videoHeight, 1));
        canvas.width = Math.max(1, Math.round(v.videoWidth * scale));
        canvas.height = Math.max(1, Math.round(v.videoHeight * scale));
        const to = canvas.getContext("2d", { willReadFrequently: true })!;
        to.drawImage(v, 0, 0, canvas.width, canvas.height);
        try {
          const text = decodeQR(to.getImageData(0, 0, canvas.width, canvas.height));
          over = true;
          return onFound(text);
        } catch {
          timer = window.setTimeout(look, 120); // nothing to be read in this picture
        }
      };
      look();
    })().catch((e: unknown) =>
      setProblem(
        e instanceof DOMException && e.name === "NotAllowedError"
          ? "The browser does not let this page use the camera. Nothing is lost: type the code, or allow the camera in the browser's settings."
          : "There is no camera that works here. Nothing is lost: type the code instead.",
      ),
    );
    return () => {
      over = true;
      clearTimeout(timer);
      end();
    };
  }, []);
  return (
    <>
      {problem ? (
        <p class="problem">{problem}</p>
      ) : (
        <video class="camera" ref={video} muted playsInline aria-label="What the camera sees" />
      )}
      <button type="button" onClick={onEnd}>
        {problem ? "Back" : "Stop the camera"}
      </button>
    </>
  );
}
