// The wording: errors, kinds, times. Every error says what happened, whether anything was lost, and what to
// do.
pragma Singleton
import QtQuick

QtObject {
    readonly property string fromWork: qsTr("A work computer may have written this.")
    readonly property var callKinds: [
        { value: "CALL_ANGRY", text: qsTr("Angry") }, { value: "CALL_ABUSIVE", text: qsTr("Abusive") },
        { value: "CALL_TARGETED_ABUSE", text: qsTr("Abuse at who I am") },
        { value: "CALL_SAD", text: qsTr("Sad") },
        { value: "CALL_COMPLEX", text: qsTr("Complex") }, { value: "CALL_THREAT", text: qsTr("A threat") },
        { value: "CALL_CALLER_IN_DANGER", text: qsTr("Caller in danger") },
        { value: "CALL_SEXUAL_ABUSE", text: qsTr("Sexual abuse") },
        { value: "CALL_DEATH", text: qsTr("A death") }, { value: "CALL_OTHER", text: qsTr("Something else") }]
    readonly property var handled: [
        { value: "HANDLED_ALONE", text: qsTr("Alone") },
        { value: "HANDLED_ASKED_FOR_HELP", text: qsTr("Asked for help") },
        { value: "HANDLED_ESCALATED", text: qsTr("Handed on") },
        { value: "HANDLED_ENDED", text: qsTr("Ended it") }]
    readonly property var needs: [
        { value: "NEED_REASSURE", text: qsTr("Reassure me") },
        { value: "NEED_REMIND", text: qsTr("Remind me") },
        { value: "NEED_LAUGH", text: qsTr("Make me laugh") }]
    readonly property var boardKinds: [
        { value: "BOARD_QUOTE", text: qsTr("Words") }, { value: "BOARD_PICTURE", text: qsTr("Picture") },
        { value: "BOARD_MEME", text: qsTr("Meme") }, { value: "BOARD_HOLD", text: qsTr("Something to hold") },
        { value: "BOARD_CERTIFICATE", text: qsTr("Certificate") },
        { value: "BOARD_PRAISE", text: qsTr("Praise") }]
    readonly property var roles: [
        { value: "ROLE_COLLEAGUE", text: qsTr("Colleague") }, { value: "ROLE_MENTOR", text: qsTr("Mentor") },
        { value: "ROLE_LEAD", text: qsTr("Lead") }, { value: "ROLE_HR", text: qsTr("HR") },
        { value: "ROLE_EMPLOYEE_ASSISTANCE", text: qsTr("Employee assistance") },
        { value: "ROLE_FRIEND", text: qsTr("Friend") },
        { value: "ROLE_SPECIALIST", text: qsTr("Specialist") }]
    readonly property var optOuts: [
        { value: "NO_HOLDS", text: qsTr("No breath holds") },
        { value: "NO_BREATH_FOCUS", text: qsTr("No focus on breath") },
        { value: "CANNOT_STAND", text: qsTr("I cannot stand") },
        { value: "NO_TENSING", text: qsTr("No tensing of muscles") },
        { value: "EYES_OPEN", text: qsTr("Eyes stay open") },
        { value: "NO_WATER", text: qsTr("No water images") },
        { value: "NO_PICTURES", text: qsTr("No pictures") }, { value: "NO_VOICE", text: qsTr("No voice") },
        { value: "UNSEEN", text: qsTr("I am on camera") }]
    // Why Eddy chose what plays.
    readonly property var chosenBecause: ({
        MOST_RELIEF: qsTr("Chosen for you: the most relief for you so far."),
        LITTLE_KNOWN: qsTr("Chosen for you: little is known of it yet."),
        ABOUT_AS_GOOD: qsTr("Chosen for you: by what is known it may well be the best.") })
    readonly property var keyNames: ({
        reset: qsTr("A reset"), cards: qsTr("Cards for a call"), abuse: qsTr("The abuse card"),
        danger: qsTr("A caller in danger"), note: qsTr("A scratchpad"), log: qsTr("Log a hard call"),
        breath: qsTr("One breath before I answer"),
        beside: qsTr("A pacer at the screen's edge"),
        hide: qsTr("Hide and lock") })

    // What a device of those is called; where two would be called the same, with the first digits of its id,
    // as `eddy devices` shows them. `nameless`: one that tells no name.
    function device(device, all, nameless) {
        const name = d => d.name || (d.thisDevice ? qsTr("This device") : nameless), own = name(device)
        return all.filter(d => name(d) === own).length > 1 ? own + " " + shortId(device.id) : own
    }
    function shortId(id) {
        const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        let bits = 0
        for (const c of id.slice(0, 6)) bits = bits * 64 + digits.indexOf(c)
        return Math.floor(bits / 16).toString(16).padStart(8, "0")
    }

    function textOf(list, value) { for (const x of list) if (x.value === value) return x.text; return "" }

    // 1 to 9, the key left of 1 is 0, and 0 is 10; -1: no digit.
    function digit(key, text) {
        if (key >= Qt.Key_1 && key <= Qt.Key_9) return key - Qt.Key_0
        if (key === Qt.Key_0) return 10
        if (key === Qt.Key_QuoteLeft || key === Qt.Key_AsciiCircum || key === Qt.Key_Dead_Circumflex
                || text === "`" || text === "^")
            return 0
        return -1
    }
    function offsetMin(ms) { return -new Date(ms).getTimezoneOffset() }
    function clock(ms) {
        return Qt.formatTime(new Date(Number(ms)),
            Qt.locale().timeFormat(Locale.ShortFormat).replace(":ss", ""))
    }
    function day(ms) { return new Date(Number(ms)).toLocaleDateString(Qt.locale(), "dddd d MMMM") }
    function date(ms) { return new Date(Number(ms)).toLocaleDateString(Qt.locale(), "d MMMM yyyy") }
    function ago(ms) {
        const min = Math.floor((core.now() - Number(ms)) / 60000)
        if (min < 2) return qsTr("just now")
        if (min < 120) return qsTr("%1 minutes ago").arg(min)
        return min < 2880 ? qsTr("%1 hours ago").arg(Math.floor(min / 60))
            : qsTr("%1 days ago").arg(Math.floor(min / 1440))
    }
    // A line to call (eddy.api.LinesReply.Line): all there is to know of it but its name and number.
    function line(line) {
        const of = line.of
        return [[of.region ? qsTr("Only in %1").arg(of.region) : "", of.purpose, of.hours, of.languages]
                    .filter(w => w).join(". "),
                of.remark, of.textNumber ? qsTr("Text %1").arg(of.textNumber) : "", of.page,
                [line.checkThis ? qsTr("Check this number.") : "",
                    of.lessSure ? qsTr("Less sure than others: fewer sources name it.") : "",
                    of.seen ? qsTr("Read on %1: %2").arg(of.seen).arg(of.source)
                        : qsTr("Nobody knows when it was read: %1").arg(of.source)].filter(w => w).join(" ")]
            .filter(w => w).join("\n")
    }
    function hours(minutes) {
        return qsTr("%1 h %2 min").arg(Math.floor(minutes / 60)).arg(Math.round(minutes % 60))
    }

    // Keeps a record that grows while it is told: the first time it is made, later times changed. Works
    // locked. `record` is held by the caller and gets its id; a change waits until the keeping before it was
    // answered.
    function keep(kind, record, then, anyway) {
        if (record.busy) {
            core.call("Core/GetStatus", {}, () => keep(kind, record, then, anyway))
            return record
        }
        record.atMs = String(record.atMs || Math.round(core.now()))
        if (record.offsetMin === undefined) record.offsetMin = offsetMin(Number(record.atMs))
        const body = Object.assign({}, record), entry = {}
        delete body.id
        delete body.busy
        entry[kind] = body
        delete body.space
        if (record.id) { entry.id = record.id; if (record.space) entry.space = record.space }
        record.busy = true
        core.call("Journal/Keep", { entry: entry, anyway: anyway || false },
                  kept => { record.busy = false; record.id = kept.id; if (then) then(kept) },
                  e => { record.busy = false; if (then) then(null, e) })
        return record
    }
    // May words be kept on this computer?
    readonly property bool allowText: core.allowText
    function minutes(text) {
        const m = /^\s*(\d{1,2})[:.h]?(\d{2})?\s*$/.exec(text)
        return m && Number(m[1]) < 24 && Number(m[2] || 0) < 60 ? Number(m[1]) * 60 + Number(m[2] || 0) : -1
    }
    function hhmm(min) {
        min = ((min % 1440) + 1440) % 1440
        return String(Math.floor(min / 60)).padStart(2, "0") + ":" + String(min % 60).padStart(2, "0")
    }
    // The days of a usual week, each with its shifts or none.
    function weekOf(slots) {
        const out = []
        for (let weekday = 1; weekday <= 7; ++weekday) {
            const own = slots.filter(s => s.weekday === weekday)
            for (const s of own)
                out.push({ weekday: weekday, on: true, start: hhmm(s.startMin || 0),
                    end: hhmm((s.startMin || 0) + s.lengthMin) })
            if (!own.length) out.push({ weekday: weekday })
        }
        return out
    }

    // A path, where an error has one.
    function at(path) { return path ? " (" + path + ")" : "" }
    function bytes(n) { return n < 2048 ? qsTr("%1 bytes").arg(n) : qsTr("%1 KiB").arg(Math.floor(n / 1024)) }
    function found(e) {
        const known = { CARD_NUMBER: qsTr("a card number"), ACCOUNT_NUMBER: qsTr("an account number"),
            PHONE_NUMBER: qsTr("a phone number"), EMAIL_ADDRESS: qsTr("an e-mail address") }
        return (e.found || []).map(f => known[f]).join(", ")
    }
    function wait(ms) {
        const minutes = Math.ceil((ms || 0) / 60000)
        if (minutes < 1) return qsTr("later")
        if (minutes >= 120) return qsTr("in %1 hours").arg(Math.ceil(minutes / 60))
        return minutes < 2 ? qsTr("in a minute") : qsTr("in %1 minutes").arg(minutes)
    }

    // An eddy.api.Error: what happened, whether anything was lost, what to do.
    function error(e) {
        const field = (e.field || "").replace(/_/g, " "), low = e.low || 0, high = e.high || 0
        switch (e.reason) {
        case "MALFORMED":
            return qsTr("“%1” cannot be that. Nothing was kept or changed.").arg(field)
        case "OUT_OF_RANGE":
            return qsTr("“%1” goes from %2 to %3. Nothing was kept or changed.").arg(field).arg(low)
                .arg(high)
        case "MISSING":
            return qsTr("“%1” is needed for this. Nothing was kept or changed.").arg(field)
        case "TOO_LONG":
            return qsTr("“%1” is too long: it holds at most %2. Nothing was kept or changed.")
                .arg(field)
                .arg(bytes(high))
        case "BAD_REQUEST":
        case "NO_SUCH_METHOD":
        case "RECORD_MALFORMED":
            return qsTr("The window asked for something that Eddy does not know. Nothing was kept or "
                + "changed.")
        case "PRACTICE_LENGTH":
            return qsTr("This practice cannot have that length. It takes %1 to %2 seconds; nothing was "
                + "begun.").arg(low)
                .arg(high)
        case "PRACTICE_IS_READ":
            return qsTr("This one is read, not played. Nothing was kept.")
        case "PASSPHRASE_TOO_SHORT":
            return qsTr("A passphrase needs at least %1 characters; four words that only you would put "
                + "together are good. Nothing was changed.")
                .arg(low)
        case "PHRASE_INCOMPLETE":
            return qsTr("There are %1 words, and these are %2. Nothing was changed.").arg(low)
                .arg(high)
        case "PHRASE_WORD_UNKNOWN":
            return qsTr("Word %1 is not one of those that recovery words are made of. Nothing was "
                + "changed; look at how it is written.")
                .arg(low)
        case "PHRASE_UNCONFIRMED":
            return qsTr("One of these words, or their order, is not right: the last one does not fit the "
                + "others. Nothing was changed.")
        case "CODE_MALFORMED":
            return qsTr("A code is an address and 16 letters, as your other device shows it. Nothing was "
                + "changed.")
        case "INVITE_MALFORMED":
            return qsTr("That is not an invite as eddyd prints it. Nothing was changed.")
        case "ADDRESS_MALFORMED":
            return qsTr("A server’s address looks like box.example:7443. Nothing was changed.")
        case "PICTURE_TOO_LARGE":
            return qsTr("That picture is too large: at most 20 MiB. Nothing was kept.")
        case "PICTURE_TORN":
            return qsTr("That picture is torn: it ends in the middle. Nothing was kept; try another copy "
                + "of it.")
        case "PICTURE_OF_OTHER_FORMAT":
            return qsTr("A picture is a JPEG, PNG, WebP or GIF. Nothing was kept.")
        case "NOT_A_BACKUP":
            return qsTr("That file is not one of Eddy’s backups. Nothing was restored.")
        case "NOT_A_DIARY":
            return qsTr("What lies at the diary’s place is a database of another program’s%1. It was not "
                + "touched.")
                .arg(at(e.path))
        case "FILE_EMPTY":
            return qsTr("That file is empty. Nothing was imported.")
        case "FILE_IS_DAYLIO_BACKUP":
            return qsTr("That is a Daylio backup. In Daylio, export your entries as CSV instead "
                + "(More, Export Entries, CSV), and give Eddy that file. Nothing was imported.")
        case "FILE_IS_BACKUP":
            return qsTr("That is one of Eddy’s own backups. It is restored into an empty folder, not "
                + "imported. Nothing was imported.")
        case "FILE_IS_EXPORT":
            return qsTr("That is Eddy’s own export, but not whole, or changed by another program. Nothing "
                + "was imported.")
        case "FILE_OF_HABITS":
            return qsTr("That looks like it comes from Loop, HabitBull or Track & Graph, which Eddy does "
                + "not read. A CSV export of Daylio it does. Nothing was imported.")
        case "FILE_OF_MOODS":
            return qsTr("That looks like it comes from another mood diary (Pixels, Pixy, Daily You, "
                + "MoodTracker), which Eddy does not read. A CSV export of Daylio it does. Nothing was "
                + "imported.")
        case "FILE_IS_PACKED":
            return qsTr("That file is packed, or locked with a password. Unpack it, and give Eddy the "
                + "CSV file that is in it. Nothing was imported.")
        case "FILE_IS_SHORTCUT":
            return qsTr("That is only a shortcut, which says where another file or page is. Choose the "
                + "file itself. Nothing was imported.")
        case "FILE_IS_TABLE":
            return qsTr("That is a table, but its first line is not that of a Daylio CSV export. If a "
                + "spreadsheet has saved it, export it anew from Daylio, or save it as CSV with "
                + "its first line. Nothing was imported.")
        case "FILE_OF_ANOTHER_APP":
            return qsTr("That looks like another app’s data. Eddy reads a CSV export of Daylio; if "
                + "that app can write a CSV for Daylio, give Eddy that. Nothing was imported.")
        case "FILE_IS_DOCUMENT":
            return qsTr("That is a document, a picture, a recording or a letter, which Eddy "
                + "cannot read. Export a CSV from Daylio instead. Nothing was imported.")
        case "FILE_UNKNOWN":
            return qsTr("That is not a file that Eddy reads. Nothing was imported.")
        case "PACK_UNUSABLE":
            return qsTr("That pack cannot be used. Nothing of it was taken in.")
        case "ENTRY_TOO_LARGE":
            return qsTr("One entry holds at most 128 KiB. Nothing was kept; two entries hold more.")
        case "SEVERAL_RECORDS":
            return qsTr("Several entries have that id. Nothing was changed.")
        case "SETTINGS_ARE_SET":
            return qsTr("Settings do not come from a file. They were left as they are.")
        case "KEY_MALFORMED":
            return qsTr("The other device did not answer as one of Eddy’s does. The pairing is over; "
                + "nothing was changed. Begin again on both.")
        case "DEVICE_THERE":
        case "PAIRED_ALREADY":
            return qsTr("That device is one of yours already. Nothing was changed.")
        case "LIST_MALFORMED":
        case "LIST_OF_OTHER_HISTORY":
            return qsTr("The server’s list of your devices is not one that they have signed. Nothing was "
                + "changed; everything stays on this device.")
        case "SPAN_IMPOSSIBLE":
            return qsTr("That ends before it begins, or lasts more than a day. Nothing was kept or "
                + "changed.")
        case "NOTHING_GIVEN":
            return qsTr("There is nothing in it yet, so nothing was kept. One answer is enough.")
        case "COUNTRY_MALFORMED":
            return qsTr("A country is two letters, like DE. Nothing was changed.")
        case "LANGUAGE_UNKNOWN":
            return qsTr("Eddy does not speak that language yet. Nothing was changed.")
        case "NO_SHIFT_OPEN":
            return qsTr("No shift is open, and none is known for now. Nothing was kept or changed.")
        case "NO_DIARY":
            return qsTr("There is no diary here yet, so this was not kept. Open Eddy and make one; it "
                + "takes a minute.")
        case "NO_RECORD":
            return qsTr("That is not there any more. Nothing else was changed.")
        case "NO_PRACTICE":
            return qsTr("There is no such practice. Nothing was changed.")
        case "NO_IMPORT":
            return qsTr("There was no such import. Nothing was changed.")
        case "NO_DEVICE":
            return qsTr("None of your devices is that one any more. Nothing was changed.")
        case "NO_SUCH_KEY":
            return qsTr("This diary has nothing that opens it in that way. Nothing was changed; the "
                + "passphrase opens it.")
        case "NO_ACCOUNT":
            return qsTr("The server does not know that account. Look at the address, and that these are "
                + "the words of it. Nothing was changed here.")
        case "PICTURE_NOT_HERE":
            return qsTr("This picture has not come from your other device yet. It comes with a later "
                + "sync.")
        case "DIARY_LOCKED":
            return qsTr("The diary is locked. Nothing is lost; unlock it and try again.")
        case "NEW_PASSPHRASE_NEEDED":
            return qsTr("A new diary needs a passphrase. Nothing was made.")
        case "CLOSING":
            return qsTr("Eddy is ending. Nothing was kept or changed by this.")
        case "WRONG_PASSPHRASE":
            return qsTr("That is not the passphrase. Nothing was changed; try again.")
        case "WRONG_DIGITS":
            return qsTr("Those are not the digits that the other device shows. To be safe this pairing "
                + "has ended, and nothing was changed; begin it again.")
        case "WRONG_PHRASE":
            return qsTr("These are not its recovery words. Nothing was changed; look at their order, and "
                + "whose they are.")
        case "WRONG_DEVICE_KEY":
        case "KEY_OF_ANOTHER":
            return qsTr("The key that is kept for this computer does not open this diary. Nothing was "
                + "changed; the passphrase opens it.")
        case "KEY_NOT_HERE":
            return qsTr("What came was sealed with a key that this device does not have. It is kept as it"
                + " came; a later sync may bring the key.")
        case "KEYS_OLDER":
            return qsTr("The file that says what opens this diary was not the newest: somebody, or a copy "
                + "that was put back, had replaced it. It is put right, and nothing is lost. Open the "
                + "diary with the newest passphrase; if it was not you, look who can get at this computer.")
        case "STORE_DAMAGED":
        case "RECORD_DAMAGED":
        case "INBOX_DAMAGED":
        case "BOOKS_DAMAGED":
            return qsTr("Part of the diary is damaged%1. Eddy has not touched it. Copy the folder %2 "
                + "somewhere safe, then restore your last backup into a new folder.")
                .arg(at(e.path))
                .arg(core.home)
        case "NO_FILE":
            return qsTr("Something lies where Eddy needs a file or a folder of its own%1. It was not "
                + "touched, and nothing was kept or changed. Move it away, then try again.").arg(at(e.path))
        case "KEYS_DAMAGED":
            return qsTr("The keys of this diary are damaged. Nothing was touched, and the diary itself is"
                + " there. Put the file “keys” back into %1 from a copy of that folder, or restore "
                + "your last backup into a new one.")
                .arg(core.home)
        case "KEYS_MISSING":
            return qsTr("The diary is in %1, its keys are not. Nothing was touched. Put the file “keys” "
                + "back from a copy of that folder, or restore your last backup into a new one.")
                .arg(core.home)
        case "DIARY_MISSING":
            return qsTr("The keys are in %1, the diary is not. Nothing was touched. Put “diary.db” back "
                + "from a copy of that folder, or restore your last backup into a new one.")
                .arg(core.home)
        case "BACKUP_DAMAGED":
            return qsTr("The backup is damaged, or was cut short. Nothing was restored, and the file is "
                + "as it was: try another copy of it.")
        case "PICTURE_DAMAGED":
            return qsTr("This picture is damaged. Its entry is whole; put the picture on it again.")
        case "ANSWER_DAMAGED":
            return qsTr("What the server answers is no answer. Nothing is lost: everything stays on this "
                + "device. Look whether it is up to date.")
        case "DISK_FULL":
            return qsTr("The disk is full%1. What was kept before is safe; what was just asked was not "
                + "done. Make room, then try again.")
                .arg(at(e.path))
        case "DISK_ERROR":
            return qsTr("The disk did not answer as it should%1. What was kept before was not touched; "
                + "what was just asked was not done. Look whether it is there, then try again.")
                .arg(at(e.path))
        case "NO_MEMORY":
            return qsTr("There is not enough memory for this. Nothing was changed.")
        case "TOO_MANY_FILES":
            return qsTr("Too many files are open on this computer. Nothing was changed; close something, "
                + "then try again.")
        case "NO_LOCKS":
            return qsTr("That disk cannot keep two programs apart%1. Nothing was changed; choose a folder"
                + " on another one.")
                .arg(at(e.path))
        case "ACCOUNT_FULL":
            return qsTr("The server has no more room for your account. Nothing is lost: what is new waits"
                + " on this device. Whoever keeps the server can give it more.")
        case "SERVER_FULL":
            return qsTr("The server itself has no room just now. Nothing is lost: what is new waits on this "
                + "device. Whoever keeps it can look why.")
        case "ASKED_TOO_OFTEN":
            return qsTr("The server was asked too often just now. Nothing is lost; try again %1.")
                .arg(wait(e.waitMs))
        case "STORE_TOO_NEW":
            return qsTr("A newer Eddy wrote this diary. It is untouched; bring this Eddy up to date to "
                + "open it.")
        case "BACKUP_TOO_NEW":
            return qsTr("A newer Eddy wrote this backup. It is untouched; bring this Eddy up to date to "
                + "read it.")
        case "RECORD_TOO_NEW":
            return qsTr("A newer Eddy wrote this. It is kept as it came; bring this Eddy up to date to "
                + "read it.")
        case "UNREACHABLE":
            return qsTr("Nobody answers there. Nothing is lost: what is new waits on this device.")
        case "READ_ONLY":
            return qsTr("This can be read, but not written%1. Nothing was lost; what was just asked was "
                + "not done. Allow writing there, then try again.")
                .arg(at(e.path))
        case "NO_PERMISSION":
            return qsTr("Eddy may not use this%1. Nothing was touched. Look at whose it is, then try "
                + "again.")
                .arg(at(e.path))
        case "PATH_TOO_LONG":
            return qsTr("That path is too long for this system%1. Nothing was changed; choose a shorter "
                + "one.")
                .arg(at(e.path))
        case "STORE_BUSY":
            return qsTr("Another program is writing this diary just now. Nothing was changed; try again "
                + "in a moment.")
        case "DIARY_THERE":
            return qsTr("There is a diary here already. It was not touched.")
        case "DIARY_BEING_MADE":
            return qsTr("Another program is making a diary here just now. Nothing was touched; look again"
                + " in a moment.")
        case "WRITTEN_ANEW":
            return qsTr("Another program wrote this diary anew meanwhile. Nothing is lost; what was just "
                + "asked was not done. Lock it, unlock it, and try again.")
        case "DIARY_MOVED":
            return qsTr("The diary is not at its place any more%1: somebody moved or removed it. Nothing "
                + "was written. Put it back, then lock and unlock Eddy.").arg(at(e.path))
        case "LINK_OF_ANOTHER":
            return qsTr("On the way to the diary lies a link of another user's%1, in a folder where anybody "
                + "may put one. It could lead anywhere, so it was not followed, and nothing was kept or "
                + "changed. Start Eddy with a folder of your own (--home).").arg(at(e.path))
        case "WORDS_OFF":
            return qsTr("On a work computer Eddy keeps numbers and choices only, because whoever runs it "
                + "may see screen, keys and files. Nothing was kept. You can allow words in "
                + "Settings.")
        case "OTHERS_DATA":
            return qsTr("This looks like it holds %1. Nothing was kept. Take it out, or choose to keep it"
                + " anyway.")
                .arg(found(e))
        case "OPTED_OUT":
            return qsTr("You opted out of this kind of practice (%1). Nothing was begun; Settings can change "
                + "it.")
                .arg(textOf(optOuts, e.optOut))
        case "SHIFT_OPEN":
            return qsTr("A shift is open already. Close it first. Nothing was changed.")
        case "OWN_DEVICE_ONLY":
            return qsTr("Not from a work computer: do this on a device of your own. Nothing was changed.")
        case "PHRASE_AT_WORK":
            return qsTr("Recovery words are made on a device of your own, never on a work computer. "
                + "Nothing was changed.")
        case "PHRASE_THERE":
            return qsTr("Your devices have their recovery words already. Starting afresh makes new ones. "
                + "Nothing was changed.")
        case "DROPS_WAITING":
            return qsTr("What you gave for home from here is still on its way to the account this "
                + "computer is in; another one could not open it. Nothing was changed. Sync, then "
                + "pair again.")
        case "NO_SERVER":
            return qsTr("There is no server yet. Join one first; nothing was changed.")
        case "HAS_SERVER":
            return qsTr("This diary is joined to a server already. Nothing was changed.")
        case "OTHER_SERVER":
            return qsTr("The server does not know this diary, or it is another one than it was. Nothing "
                + "was sent; everything stays on this device.")
        case "PAIRING_NOT_WAITING":
            return qsTr("No pairing waits for that any more. Nothing was changed; begin again on both "
                + "devices.")
        case "PAIRING_OVER":
            return qsTr("The ten minutes of this pairing are over. Nothing was changed; begin again on "
                + "both devices.")
        case "THIS_DEVICE":
            return qsTr("This device cannot take itself out: do that on another one. Nothing was changed.")
        case "TOO_MANY_DEVICES":
            return qsTr("There are 16 devices already. Take one out first; nothing was changed.")
        case "TWO_LISTS":
            return qsTr("There are two lists of your devices, and only starting afresh ends that. Nothing"
                + " was changed.")
        case "LIST_CHANGED":
            return qsTr("Another of your devices keeps changing the list of them. Nothing was changed; "
                + "try again in a moment.")
        case "INVITE_USED":
            return qsTr("The server does not take this invite: it was used already, or is another "
                + "server’s. Everything stays on this device.")
        case "NOT_A_DEVICE":
            return qsTr("The server says that this device is none of that account’s. Nothing is lost: "
                + "what it holds stays here.")
        case "SERVER_REFUSED":
            return qsTr("The server said no. Nothing is lost: what is new waits on this device.")
        case "SPACE_NOT_HERE":
            return qsTr("This device has no key to that space. Nothing was changed.")
        case "IN_MEMORY":
            return qsTr("This diary is in memory alone and would be lost. Nothing was changed.")
        case "TAB_ELSEWHERE":
            return qsTr("Another window holds the diary now. Nothing was kept here; use it there.")
        default:
            return qsTr("Something is wrong inside Eddy. What was kept before is safe.")
        }
    }
}
