// The wording: errors, kinds, times. Every error says what happened, whether anything was lost, and what to do.
import { EddyError } from "eddy-web";
import * as api from "eddy-web/api";

/** What is said to the person as it is. */
export class Plain extends Error {}

/** What happened, whether anything was lost, what to do. */
export function say(problem: unknown): string {
  if (problem instanceof Plain) return problem.message;
  if (!(problem instanceof EddyError))
    return `Something went wrong in the page itself. What was kept is safe. (${problem})`;
  return failed(problem);
}

export function failed({ kind, subject }: { kind: api.Error_Kind; subject: string }): string {
  const K = api.Error_Kind;
  switch (kind) {
    case K.LOCKED:
      return "This is in your diary, which is locked. Unlock it first.";
    case K.WRONG_KEY:
      if (subject === "digits")
        return "Those are not the digits. The pairing has ended, and nothing was changed: begin again, and look who is there.";
      if (subject === "recovery_phrase")
        return "These are not this diary's words. Nothing was changed; look at their order.";
      if (subject === "key" || subject === "device_key")
        return "This device's own key does not open the diary any more. Use the passphrase; nothing was changed.";
      return "That is not this diary's passphrase. Nothing was changed; try again.";
    case K.DAMAGED:
      return "A part of the diary on this device cannot be read. It was left as it is: restore a backup, or pair with another device of yours.";
    case K.FULL:
      return "There is no room left on this device. What was kept before is safe; this was not kept. Make room, then try again.";
    case K.TOO_NEW:
      return "This diary was written by a newer Eddy. Reload the page for the new version; nothing was changed.";
    case K.OFFLINE:
      return "Nobody answers there. Nothing is lost: what is new waits on this device.";
    case K.NOT_FOUND:
      return "That is not here any more. Nothing was changed.";
    case K.REFUSED:
      if (subject === "server")
        return "This diary and that box do not go together. Nothing was sent and nothing was changed.";
      if (subject === "tab") return "Another tab of yours holds the diary now. Nothing was kept here; use it there.";
      if (subject === "recovery_phrase")
        return "Recovery words are made on a computer or phone of your own. Nothing was changed.";
      if (subject === "drops")
        return "What you gave for home from here is still on its way to the account this one is in; another one could not open it. Nothing was changed. Sync first, then pair again.";
      if (subject === "text")
        return "On a work computer Eddy keeps numbers and choices only, because whoever runs it may see screen, keys and files. Nothing was kept. You can allow words in Settings.";
      return subject === "other people's data"
        ? "This looks like somebody's number or address. Other people's data does not belong here: take it out, and keep the rest."
        : `That is not possible now (${subject.replaceAll("_", " ")}). Nothing was changed.`;
    case K.INVALID:
      if (subject === "code")
        return "That is not a pairing code. It is the box's address and 16 letters, as the other device shows them. Nothing was changed.";
      if (subject === "new passphrase")
        return "A passphrase needs at least 8 characters; four words that only you would put together are good. Nothing was changed.";
      if (subject === "invite") return "That is not an invite as eddyd prints it. Nothing was changed.";
      if (subject === "server") return "An address looks like box.example:7443. Nothing was changed.";
      if (subject === "recovery_phrase")
        return "There are 24 words, and these are not all of them. Nothing was changed.";
      return `Please look at ${subject.replaceAll("_", " ")} again. Nothing was kept yet.`;
    default:
      return "That did not work. Nothing that was kept is lost.";
  }
}

const list = <T extends number>(...of: readonly (readonly [T, string])[]) =>
  of.map(([value, text]) => ({ value: value as number, text }));
const r = api.records;
export const CALL_KINDS = list(
  [r.CallKind.CALL_ANGRY, "Angry"],
  [r.CallKind.CALL_ABUSIVE, "Abusive"],
  [r.CallKind.CALL_TARGETED_ABUSE, "Abuse at who I am"],
  [r.CallKind.CALL_SEXUAL_ABUSE, "Sexual abuse"],
  [r.CallKind.CALL_SAD, "Sad"],
  [r.CallKind.CALL_COMPLEX, "Complex"],
  [r.CallKind.CALL_THREAT, "A threat"],
  [r.CallKind.CALL_CALLER_IN_DANGER, "Caller in danger"],
  [r.CallKind.CALL_DEATH, "A death"],
  [r.CallKind.CALL_OTHER, "Something else"],
);
export const HANDLED = list(
  [r.Handled.ALONE, "Alone"],
  [r.Handled.ASKED_FOR_HELP, "Asked for help"],
  [r.Handled.ESCALATED, "Handed on"],
  [r.Handled.ENDED, "Ended it"],
);
export const NEEDS = list(
  [r.Need.REASSURE, "Reassure me"],
  [r.Need.REMIND, "Remind me"],
  [r.Need.LAUGH, "Make me laugh"],
);
export const BOARD_KINDS = list(
  [r.BoardKind.BOARD_QUOTE, "Words"],
  [r.BoardKind.BOARD_PICTURE, "Picture"],
  [r.BoardKind.BOARD_MEME, "Meme"],
  [r.BoardKind.BOARD_HOLD, "Something to hold"],
  [r.BoardKind.BOARD_CERTIFICATE, "Certificate"],
  [r.BoardKind.BOARD_PRAISE, "Praise"],
);
export const FROM_WORK = "A work computer may have written this.";
export const ROLES = list(
  [r.Role.COLLEAGUE, "Colleague"],
  [r.Role.MENTOR, "Mentor"],
  [r.Role.LEAD, "Lead"],
  [r.Role.HR, "HR"],
  [r.Role.EMPLOYEE_ASSISTANCE, "Employee assistance"],
  [r.Role.FRIEND, "Friend"],
  [r.Role.SPECIALIST, "Specialist"],
);
export const OPT_OUTS = [
  ["NO_HOLDS", "No breath holds"],
  ["NO_BREATH_FOCUS", "No focus on breath"],
  ["CANNOT_STAND", "I cannot stand"],
  ["NO_TENSING", "No tensing of muscles"],
  ["EYES_OPEN", "Eyes stay open"],
  ["NO_WATER", "No water images"],
  ["NO_PICTURES", "No pictures"],
  ["NO_VOICE", "No voice"],
  ["UNSEEN", "I am on camera"],
] as const;
export const textOf = (of: readonly { value: number; text: string }[], value: number | undefined) =>
  of.find((x) => x.value === value)?.text ?? "";

export const clock = (ms: number) => new Date(ms).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
export const day = (ms: number) =>
  new Date(ms).toLocaleDateString([], { weekday: "long", day: "numeric", month: "long" });
export function ago(ms: number, now = Date.now()): string {
  const minutes = Math.floor((now - ms) / 60_000);
  if (minutes < 2) return "just now";
  if (minutes < 120) return `${minutes} minutes ago`;
  return minutes < 2880 ? `${Math.floor(minutes / 60)} hours ago` : `${Math.floor(minutes / 1440)} days ago`;
}
/** A night: "7 h 5 min". */
export function lasting(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
/** A practice: "45 seconds", "5 minutes". */
export const length = (s: number) => (s < 90 ? `${s} seconds` : `${Math.round(s / 60)} minutes`);
/** Minutes after midnight, as a time field has them, and back. */
export const hhmm = (min: number) =>
  `${String(Math.floor(min / 60) % 24).padStart(2, "0")}:${String(min % 60).padStart(2, "0")}`;
export const toMinutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
/** How long a shift is; one that ends before it starts ends on the next day. */
export const shiftMinutes = (start: string, end: string) => {
  const length = toMinutes(end) - toMinutes(start);
  return length > 0 ? length : length + 1440;
};

/** The first of the device's languages that Eddy has; else English. */
export function languageFor(wanted: readonly string[], known: readonly string[]): string {
  const base = (code: string) => code.split("-")[0]!.replace(/^fil$/, "tl"); // devices say Filipino
  for (const one of wanted) {
    const found = known.find((k) => k === one) ?? known.find((k) => base(k) === base(one));
    if (found) return found;
  }
  return "en";
}
