// The wording: errors, kinds, times. Every error says what happened, whether anything was lost, and what to do.
import { EddyError } from "eddy-web";
import * as api from "eddy-web/api";

/** What is said to the person as it is. */
export class Plain extends Error {}

/** Why Eddy chose what plays; undefined where it did not. */
export function chosenBecause(why: api.Why): string | undefined {
  switch (why) {
    case api.Why.MOST_RELIEF:
      return "Chosen for you: the most relief for you so far.";
    case api.Why.LITTLE_KNOWN:
      return "Chosen for you: little is known of it yet.";
    case api.Why.ABOUT_AS_GOOD:
      return "Chosen for you: by what is known it may well be the best.";
    default:
      return undefined;
  }
}

/** What happened, whether anything was lost, what to do. */
export function say(problem: unknown): string {
  if (problem instanceof Plain) return problem.message;
  if (!(problem instanceof EddyError))
    return `Something went wrong in the page itself. What was kept is safe. (${problem})`;
  return failed(problem.error);
}

/** An error from the core, by its reason: what happened, whether anything was lost, what to do. */
export function failed(e: api.Error): string {
  const R = api.Error_Reason;
  const field = e.field.replaceAll("_", " ");
  switch (e.reason) {
    case R.MALFORMED:
      return `“${field}” cannot be that. Nothing was kept or changed.`;
    case R.OUT_OF_RANGE:
      return `“${field}” goes from ${e.low} to ${e.high}. Nothing was kept or changed.`;
    case R.MISSING:
      return `“${field}” is needed for this. Nothing was kept or changed.`;
    case R.TOO_LONG:
      return `“${field}” is too long: it holds at most ${kib(e.high)}. Nothing was kept or changed.`;
    case R.PRACTICE_LENGTH:
      return `This practice cannot have that length. It takes ${e.low} to ${e.high} seconds; nothing was begun.`;
    case R.PRACTICE_IS_READ:
      return "This one is read, not played. Nothing was kept.";
    case R.PASSPHRASE_TOO_SHORT:
      return `A passphrase needs at least ${e.low} characters; four words that only you would put together are good. Nothing was changed.`;
    case R.PHRASE_INCOMPLETE:
      return `There are ${e.low} words, and these are ${e.high}. Nothing was changed.`;
    case R.PHRASE_WORD_UNKNOWN:
      return `Word ${e.low} is not one of those that recovery words are made of. Nothing was changed; look at how it is written.`;
    case R.PHRASE_UNCONFIRMED:
      return "One of these words, or their order, is not right: the last one does not fit the others. Nothing was changed.";
    case R.PICTURE_TOO_LARGE:
      return "That picture is too large: at most 20 MiB. Nothing was kept.";
    case R.PICTURE_TORN:
      return "That picture is torn: it ends in the middle. Nothing was kept; try another copy of it.";
    case R.PICTURE_OF_OTHER_FORMAT:
      return "A picture is a JPEG, PNG, WebP or GIF. Nothing was kept.";
    case R.NOT_A_BACKUP:
      return "That file is not one of Eddy's backups. Nothing was restored.";
    case R.FILE_EMPTY:
      return "That file is empty. Nothing was imported.";
    case R.FILE_IS_DAYLIO_BACKUP:
      return "That is a Daylio backup. In Daylio, export your entries as CSV instead (More, Export Entries, CSV), and give Eddy that file. Nothing was imported.";
    case R.FILE_IS_BACKUP:
      return "That is one of Eddy's own backups. It is restored into an empty folder, not imported. Nothing was imported.";
    case R.FILE_IS_EXPORT:
      return "That is Eddy's own export, but not whole, or changed by another program. Nothing was imported.";
    case R.FILE_OF_HABITS:
      return "That looks like it comes from Loop, HabitBull or Track & Graph, which Eddy does not read. A CSV export of Daylio it does. Nothing was imported.";
    case R.FILE_OF_MOODS:
      return "That looks like it comes from another mood diary (Pixels, Pixy, Daily You, MoodTracker), which Eddy does not read. A CSV export of Daylio it does. Nothing was imported.";
    case R.FILE_IS_PACKED:
      return "That file is packed, or locked with a password. Unpack it, and give Eddy the CSV file that is in it. Nothing was imported.";
    case R.FILE_IS_SHORTCUT:
      return "That is only a shortcut, which says where another file or page is. Choose the file itself. Nothing was imported.";
    case R.FILE_IS_TABLE:
      return "That is a table, but its first line is not that of a Daylio CSV export. If a spreadsheet has saved it, export it anew from Daylio, or save it as CSV with its first line. Nothing was imported.";
    case R.FILE_OF_ANOTHER_APP:
      return "That looks like another app's data. Eddy reads a CSV export of Daylio; if that app can write a CSV for Daylio, give Eddy that. Nothing was imported.";
    case R.FILE_IS_DOCUMENT:
      return "That is a document, a picture, a recording or a letter, which Eddy cannot read. Export a CSV from Daylio instead. Nothing was imported.";
    case R.FILE_UNKNOWN:
      return "That is not a file that Eddy reads. Nothing was imported.";
    case R.PACK_UNUSABLE:
      return "That pack cannot be used. Nothing of it was taken in.";
    case R.ENTRY_TOO_LARGE:
      return "One entry holds at most 128 KiB. Nothing was kept; two entries hold more.";
    case R.SEVERAL_RECORDS:
      return "Several entries have that id. Nothing was changed.";
    case R.SETTINGS_ARE_SET:
      return "Settings do not come from a file. They were left as they are.";
    case R.KEY_MALFORMED:
      return "The other device did not answer as one of Eddy's does. The pairing is over; nothing was changed. Begin again on both.";
    case R.DEVICE_THERE:
    case R.PAIRED_ALREADY:
      return "That device is one of yours already. Nothing was changed.";
    case R.LIST_MALFORMED:
    case R.LIST_OF_OTHER_HISTORY:
      return "The box's list of your devices is not one that they have signed. Nothing was changed; everything stays on this device.";
    case R.SPAN_IMPOSSIBLE:
      return "That ends before it begins, or lasts more than a day. Nothing was kept or changed.";
    case R.NOTHING_GIVEN:
      return "There is nothing in it yet, so nothing was kept. One answer is enough.";
    case R.COUNTRY_MALFORMED:
      return "A country is two letters, like DE. Nothing was changed.";
    case R.LANGUAGE_UNKNOWN:
      return "Eddy does not speak that language yet. Nothing was changed.";
    case R.NO_SHIFT_OPEN:
      return "No shift is open, and none is known for now. Nothing was kept or changed.";
    case R.NO_PRACTICE:
      return "There is no such practice. Nothing was changed.";
    case R.NO_IMPORT:
      return "There was no such import. Nothing was changed.";
    case R.NO_DEVICE:
      return "None of your devices is that one any more. Nothing was changed.";
    case R.NO_SUCH_KEY:
      return "This diary has nothing that opens it in that way. Nothing was changed; the passphrase opens it.";
    case R.NO_ACCOUNT:
      return "The box does not know that account. Look at the address, and that these are the words of it. Nothing was changed here.";
    case R.PICTURE_NOT_HERE:
      return "This picture has not come from your other device yet. It comes with a later sync.";
    case R.NEW_PASSPHRASE_NEEDED:
      return "A new diary needs a passphrase. Nothing was made.";
    case R.CLOSING:
      return "Eddy is ending. Nothing was kept or changed by this.";
    case R.WRONG_PASSPHRASE:
      return "That is not the passphrase. Nothing was changed; try again.";
    case R.WRONG_PHRASE:
      return "These are not its recovery words. Nothing was changed; look at their order, and whose they are.";
    case R.KEY_NOT_HERE:
      return "What came was sealed with a key that this device does not have. It is kept as it came; a later sync may bring the key.";
    case R.KEYS_OLDER:
      return "What says how this diary opens was not the newest of it. It is put right, and nothing is lost. Open the diary with the newest passphrase.";
    case R.BACKUP_DAMAGED:
      return "The backup is damaged, or was cut short. Nothing was restored, and the file is as it was: try another copy of it.";
    case R.PICTURE_DAMAGED:
      return "This picture is damaged. Its entry is whole; put the picture on it again.";
    case R.ANSWER_DAMAGED:
      return "What the box answers is no answer. Nothing is lost: everything stays on this device. Look whether it is up to date.";
    case R.NO_MEMORY:
      return "There is not enough memory for this. Nothing was changed.";
    case R.ACCOUNT_FULL:
      return "The box has no more room for your account. Nothing is lost: what is new waits on this device. Whoever keeps the box can give it more.";
    case R.SERVER_FULL:
      return "The box itself has no room just now. Nothing is lost: what is new waits on this device. Whoever keeps it can look why.";
    case R.ASKED_TOO_OFTEN:
      return `The box was asked too often just now. Nothing is lost; try again ${wait(e.waitMs)}.`;
    case R.UNREACHABLE:
      return "Nobody answers there. Nothing is lost: what is new waits on this device.";
    case R.DIARY_THERE:
      return "There is a diary here already. It was not touched.";
    case R.DIARY_MOVED:
      return "The diary is not at its place any more. Nothing was written. Reload the page.";
    case R.LINK_OF_ANOTHER:
      return "On the way to the diary lies another user's link, which could lead anywhere. It was not followed, and nothing was kept or changed.";
    case R.WORDS_OFF:
      return "On a work computer Eddy keeps numbers and choices only, because whoever runs it may see screen, keys and files. Nothing was kept. You can allow words in Settings.";
    case R.SHIFT_OPEN:
      return "A shift is open already. Close it first. Nothing was changed.";
    case R.OWN_DEVICE_ONLY:
      return "Not from a work computer: do this on a device of your own. Nothing was changed.";
    case R.PHRASE_AT_WORK:
      return "Recovery words are made on a device of your own, never on a work computer. Nothing was changed.";
    case R.PHRASE_THERE:
      return "Your devices have their recovery words already. Starting afresh makes new ones. Nothing was changed.";
    case R.NO_SERVER:
      return "There is no box yet. Join one first; nothing was changed.";
    case R.HAS_SERVER:
      return "This diary is joined to a box already. Nothing was changed.";
    case R.PAIRING_NOT_WAITING:
      return "No pairing waits for that any more. Nothing was changed; begin again on both devices.";
    case R.PAIRING_OVER:
      return "The ten minutes of this pairing are over. Nothing was changed; begin again on both devices.";
    case R.THIS_DEVICE:
      return "This device cannot take itself out: do that on another one. Nothing was changed.";
    case R.TOO_MANY_DEVICES:
      return "There are 16 devices already. Take one out first; nothing was changed.";
    case R.TWO_LISTS:
      return "There are two lists of your devices, and only starting afresh ends that. Nothing was changed.";
    case R.LIST_CHANGED:
      return "Another of your devices keeps changing the list of them. Nothing was changed; try again in a moment.";
    case R.NOT_A_DEVICE:
      return "The box says that this device is none of that account's. Nothing is lost: what it holds stays here.";
    case R.SERVER_REFUSED:
      return "The box said no. Nothing is lost: what is new waits on this device.";
    case R.SPACE_NOT_HERE:
      return "This device has no key to that space. Nothing was changed.";
    case R.IN_MEMORY:
      return "This diary is in memory alone and would be lost. Nothing was changed.";
    case R.DIARY_LOCKED:
      return "This is in your diary, which is locked. Nothing was changed: unlock it first.";
    case R.WRONG_DIGITS:
      return "Those are not the digits. The pairing has ended, and nothing was changed: begin again, and look who is there.";
    case R.WRONG_DEVICE_KEY:
    case R.KEY_OF_ANOTHER:
      return "This device's own key does not open the diary any more. Use the passphrase; nothing was changed.";
    case R.STORE_DAMAGED:
    case R.RECORD_DAMAGED:
    case R.INBOX_DAMAGED:
    case R.BOOKS_DAMAGED:
      return "A part of the diary on this device cannot be read. It was left as it is: restore a backup, or pair with another device of yours.";
    case R.NO_FILE:
      return "Something lies where Eddy needs a file of its own. It was not touched, and nothing was kept or changed.";
    case R.KEYS_DAMAGED:
      return "The keys of this diary are damaged. Nothing was touched: restore a backup, or pair with another device of yours.";
    case R.KEYS_MISSING:
      return "The diary is here, its keys are not. Nothing was touched: restore a backup, or pair with another device of yours.";
    case R.DIARY_MISSING:
      return "The keys of a diary are here, the diary is not. Nothing was touched: restore a backup, or pair with another device of yours.";
    case R.DISK_FULL:
      return "There is no room left on this device. What was kept before is safe; what was just asked was not done. Make room, then try again.";
    case R.DISK_ERROR:
      return "This device did not take it as it should. What was kept before was not touched; what was just asked was not done. Try again.";
    case R.STORE_TOO_NEW:
      return "This diary was written by a newer Eddy. Reload the page for the new version; nothing was changed.";
    case R.BACKUP_TOO_NEW:
      return "A newer Eddy wrote this backup. It is untouched: reload the page for the new version, then try again.";
    case R.RECORD_TOO_NEW:
      return "A newer Eddy wrote this. It is kept as it came: reload the page for the new version.";
    case R.NO_DIARY:
      return "There is no diary here yet, so this was not kept. Make one; it takes a minute.";
    case R.NO_RECORD:
      return "That is not here any more. Nothing was changed.";
    case R.OTHER_SERVER:
      return "This diary and that box do not go together. Nothing was sent and nothing was changed.";
    case R.TAB_ELSEWHERE:
      return "Another tab of yours holds the diary now. Nothing was kept here; use it there.";
    case R.OTHERS_DATA:
      return `This looks like it holds ${found(e)}. Other people's data does not belong here: take it out, and keep the rest. Nothing was kept yet.`;
    case R.BAD_REQUEST:
    case R.NO_SUCH_METHOD:
    case R.RECORD_MALFORMED:
      return "The page asked for something that Eddy does not know. Nothing was kept or changed. Reload it.";
    case R.WRITTEN_ANEW:
      return "Another tab wrote this diary anew meanwhile. Nothing is lost; what was just asked was not done. Reload the page.";
    case R.INVITE_MALFORMED:
      return "That is not an invite as eddyd prints it. Nothing was changed.";
    case R.ADDRESS_MALFORMED:
      return "An address looks like box.example:7443. Nothing was changed.";
    case R.CODE_MALFORMED:
      return "That is not a pairing code. It is the box's address and 16 letters, as the other device shows them. Nothing was changed.";
    case R.INVITE_USED:
      return "The box does not take this invite: it was used already, or is another box's. Everything stays on this device.";
    case R.DROPS_WAITING:
      return "What you gave for home from here is still on its way to the account this one is in; another one could not open it. Nothing was changed. Sync first, then pair again.";
    case R.READ_ONLY:
      return "This can be read, but not written. Nothing was lost; what was just asked was not done.";
    case R.NO_PERMISSION:
      return "This browser does not let Eddy keep anything here. Nothing was touched.";
    case R.PATH_TOO_LONG:
    case R.NO_LOCKS:
    case R.TOO_MANY_FILES:
      return "This device has no place for that. Nothing was changed.";
    case R.STORE_BUSY:
      return "Something else is writing this diary just now. Nothing was changed; try again in a moment.";
    case R.DIARY_BEING_MADE:
      return "Another tab is making a diary just now. Nothing was touched; look again in a moment.";
    case R.NOT_A_DIARY:
      return "What lies at the diary's place is not one of Eddy's. It was not touched.";
    case R.OPTED_OUT:
      return "You opted out of this kind of practice. Nothing was begun; Settings can change it.";
    default:
      return "That did not work. Nothing that was kept is lost.";
  }
}

const kib = (bytes: number) => (bytes < 2048 ? `${bytes} bytes` : `${Math.floor(bytes / 1024)} KiB`);
function wait(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  if (minutes < 1) return "later";
  if (minutes >= 120) return `in ${Math.ceil(minutes / 60)} hours`;
  return minutes < 2 ? "in a minute" : `in ${minutes} minutes`;
}
function found(e: api.Error): string {
  const F = api.Error_Found;
  const known = [
    [F.CARD_NUMBER, "a card number"],
    [F.ACCOUNT_NUMBER, "an account number"],
    [F.PHONE_NUMBER, "a phone number"],
    [F.EMAIL_ADDRESS, "an e-mail address"],
  ] as const;
  return known
    .filter(([one]) => e.found.includes(one))
    .map(([, text]) => text)
    .join(", ");
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
type Device = { id: Uint8Array; name: string; thisDevice: boolean };
/**
 * What a device of those is called; where two would be called the same, with the first digits of its id, as `eddy
 * devices` shows them. `nameless`: one that tells no name.
 */
export function deviceName(device: Device, all: readonly Device[], nameless: string): string {
  const name = (d: Device) => d.name || (d.thisDevice ? "This device" : nameless);
  const same = all.filter((d) => name(d) === name(device)).length > 1;
  const digits = Array.from(device.id.slice(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return same ? `${name(device)} ${digits}` : name(device);
}
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
