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
    readonly property var keyNames: ({
        reset: qsTr("A reset"), cards: qsTr("Cards for a call"), abuse: qsTr("The abuse card"),
        danger: qsTr("A caller in danger"), note: qsTr("A scratchpad"), log: qsTr("Log a hard call"),
        breath: qsTr("One breath before I answer"),
        beside: qsTr("A pacer at the screen's edge"),
        hide: qsTr("Hide and lock") })

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
    function ago(ms) {
        const min = Math.floor((core.now() - Number(ms)) / 60000)
        if (min < 2) return qsTr("just now")
        if (min < 120) return qsTr("%1 minutes ago").arg(min)
        return min < 2880 ? qsTr("%1 hours ago").arg(Math.floor(min / 60))
            : qsTr("%1 days ago").arg(Math.floor(min / 1440))
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
    readonly property bool allowText: !core.work || core.settings.words === true
    function minutes(text) {
        const m = /^\s*(\d{1,2})[:.h]?(\d{2})?\s*$/.exec(text)
        return m && Number(m[1]) < 24 && Number(m[2] || 0) < 60 ? Number(m[1]) * 60 + Number(m[2] || 0) : -1
    }
    function hhmm(min) {
        min = ((min % 1440) + 1440) % 1440
        return String(Math.floor(min / 60)).padStart(2, "0") + ":" + String(min % 60).padStart(2, "0")
    }

    function error(e) {
        const about = e.subject || "", detail = e.detail || ""
        switch (e.kind) {
        case "INVALID":
            if (about === "seconds")
                return qsTr("This practice cannot have that length. It takes %1 seconds.").arg(detail)
            if (about === "server" && detail === "host:port")
                return qsTr("A server's address looks like box.example:7443. Nothing was changed.")
            if (about === "new passphrase")
                return qsTr("A passphrase needs at least 8 characters; four words that only you would put "
                    + "together are good. Nothing was changed.")
            if (about === "invite")
                return qsTr("That is not an invite as eddyd prints it. Nothing was changed.")
            if (about === "code")
                return qsTr("A code is an address and 16 letters, as your other device shows it. "
                    + "Nothing was changed.")
            if (about === "recovery_phrase" && detail.indexOf("24") >= 0)
                return qsTr("There are 24 words, and these are not all of them. Nothing was changed.")
            return qsTr("“%1” cannot be that: %2. Nothing was kept or changed.").arg(about).arg(detail)
        case "NOT_FOUND":
            if (about === "picture")
                return qsTr("This picture has not come from your other device yet. It comes with a later "
                    + "sync.")
            return about === "store"
                ? qsTr("There is no diary here yet, so this was not kept. Open Eddy and make one; "
                    + "it takes a minute.")
                : qsTr("That is not there any more: %1. Nothing else was changed.").arg(about)
        case "LOCKED": return qsTr("The diary is locked. Nothing is lost; unlock it and try again.")
        case "WRONG_KEY":
            if (about === "digits")
                return qsTr("Those are not the digits that the other device shows. To be safe this pairing "
                    + "has ended, and nothing was changed; begin it again.")
            return qsTr("That does not open this diary. Nothing was changed; try again.")
        case "DAMAGED":
            return qsTr("Part of the diary is damaged (%1). Eddy has not touched it. Copy the folder %2 "
                + "somewhere safe, then restore your last backup into a new folder.")
                .arg(about).arg(core.home)
        case "FULL":
            return about === "memory" ? qsTr("There is not enough memory for this. Nothing was changed.")
                : qsTr("The disk did not take it (%1). What was kept before is safe; this was not kept. "
                    + "Make room or allow writing, then try again.").arg(detail)
        case "TOO_NEW":
            return qsTr("A newer Eddy wrote this diary. It is untouched; bring this Eddy up to date "
                + "to open it.")
        case "OFFLINE":
            if (about === "server" || about === "invite")
                return qsTr("Nobody answers there. Nothing is lost: what is new waits on this device.")
            return qsTr("There is no connection. Nothing is lost.")
        case "REFUSED":
            if (about === "text")
                return qsTr("On a work computer Eddy keeps numbers and choices only, because whoever runs it "
                    + "may see screen, keys and files. Nothing was kept. You can allow words in Settings.")
            if (about === "drops")
                return qsTr("What you gave for home from here is still on its way to the account this "
                    + "computer is in; another one could not open it. Nothing was changed. Sync, then "
                    + "pair again.")
            if (about === "other people's data")
                return qsTr("This looks like it holds a %1. Nothing was kept. Take it out, or choose to keep "
                    + "it anyway.").arg(detail)
            if (about === "invite")
                return qsTr("The server does not take this invite: it was used already, or is another "
                    + "server's. Everything stays on this device.")
            if (about === "account" || about === "server")
                return qsTr("The server does not know this diary, or it is another one than it was. "
                    + "Nothing was sent; everything stays on this device.")
            if (about === "device") return qsTr("This device cannot take itself out: do that on another one.")
            if (about === "home") return qsTr("There is a diary here already. It was not touched.")
            if (about === "shift") return qsTr("A shift is open already. Close it first.")
            if (optOuts.some(o => o.value === about))
                return qsTr("You opted out of this kind of practice (%1). Settings can change that.")
                    .arg(textOf(optOuts, about))
            return qsTr("Not done: %1. Nothing was changed.").arg(about)
        }
        return qsTr("Something is wrong inside Eddy (%1). What was kept before is safe.").arg(about)
    }
}
