// Files in and out. What a file holds is shown before anything of it is kept; what came in can be taken
// back whole.
import QtQuick
import Eddy

Page {
    id: page
    property var seen: null            // what the file holds, and what would become of it
    property var report: null          // what became of it
    property var moods: ({})
    property string order: ""
    property real part: -1             // of what is under way; below zero: nothing is
    property string doing: ""
    readonly property bool asks: seen !== null && (!!seen.openDate || (seen.unknownMood || []).length > 0)
    readonly property var orders: [
        { value: "DATE_ORDER_DMY", text: qsTr("Day, month, year") },
        { value: "DATE_ORDER_MDY", text: qsTr("Month, day, year") },
        { value: "DATE_ORDER_YMD", text: qsTr("Year, month, day") }]
    readonly property var formats: ({
        FILE_FORMAT_DAYLIO: qsTr("An export of Daylio’s"),
        FILE_FORMAT_EDDY: qsTr("An export of Eddy’s own") })
    title: qsTr("Copies")
    lead: qsTr("What you kept elsewhere comes in here, and what Eddy keeps goes out. Nothing is sent "
        + "anywhere.")
    Component.onDestruction: files.drop()

    function begin(words) { told = ""; doing = words; part = 0 }
    function stop(e) { part = -1; files.drop(); if (e) fail(e) }
    function day(n) {                  // since 1970
        const d = new Date(n * 86400000)
        return new Date(d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate())
            .toLocaleDateString(Qt.locale(), "d MMMM yyyy")
    }
    function answers() {
        return { mood: Object.keys(moods).map(label => ({ label: label, mood: moods[label] })),
            order: order || "DATE_ORDER_UNSPECIFIED" }
    }

    // In.
    function take(path) {
        moods = {}; order = ""; seen = null; report = null
        begin(qsTr("Reading the file"))
        hand(path, 0)
    }
    function hand(path, from) {
        const some = files.read(path, from)
        if (some.bytes === undefined) {
            stop()
            tell(qsTr("That file cannot be read. Look whose it is, and who may read it. Nothing was taken "
                + "in."), true)
            return
        }
        part = some.part
        core.call("Exchange/Hand", { bytes: some.bytes, first: from === 0 },
            () => some.last ? look() : hand(path, some.next), e => stop(e))
    }
    function look() {
        core.call("Exchange/Look", answers(), r => { part = -1; seen = r }, e => { seen = null; stop(e) })
    }
    function keep() {
        core.call("Exchange/Import", answers(), r => {
            part = r.progress || 0
            if (r.more) { keep(); return }
            part = -1; seen = null; report = r
            tell(qsTr("%1 taken in.").arg(r.imported || 0))
        }, e => stop(e))
    }
    function leave() {
        seen = null
        core.call("Exchange/Hand", { first: true })  // and the core forgets it
    }
    function undo() {
        core.call("Exchange/UndoImport", { import: report.import }, r => {
            report = null
            tell((r.turned ? qsTr("%1 are as they were.").arg(r.turned) + " " : "")
                + qsTr("%1 put into the trash. The same file can be taken in again.").arg(r.removed || 0))
        }, e => fail(e))
    }
    // Whether anything would become of it, or has.
    function comes(r) { return (r.imported || 0) + (r.changed || 0) + (r.turned || 0) > 0 }
    function counts(r) {
        const words = [qsTr("%1 new").arg(r.imported || 0),
            qsTr("%1 there already").arg(r.duplicates || 0)]
        if (r.changed) words.push(qsTr("%1 brought up to date").arg(r.changed))
        words.push(qsTr("%1 left out").arg((r.left || []).length))
        return qsTr("%1, of %2 rows.").arg(words.join(", ")).arg(r.rows || 0) + (r.turned
            ? " " + qsTr("Of those there already, %1 get what was done as factors.").arg(r.turned) : "")
            + (r.lettersGuessed ? " " + qsTr("Its letters are not UTF-8; they were read as a Western "
                + "European file’s. Where words look wrong, save the file as UTF-8 and take that.") : "")
    }
    function reasons(r) {
        const all = (r.left || []).concat(r.partly || [])
        const shown = all.slice(0, 20).map(l =>
            (l.entry ? qsTr("Line %1, entry %2: %3").arg(l.line).arg(l.entry)
                : qsTr("Line %1: %2").arg(l.line)).arg(l.reason))
        if (all.length > 20) shown.push(qsTr("And %1 more.").arg(all.length - 20))
        return shown.join("\n")
    }

    // Out.
    function write(format, place) {
        begin(qsTr("Writing"))
        portion(format, place, "", 0)
    }
    function portion(format, place, after, entries) {
        core.call("Exchange/Export", { format: format, after: after }, r => {
            for (const p of r.part || [])
                if (!files.write(place, format === "EXPORT_FORMAT_CSV" ? p.file : "", p.bytes || "")) {
                    unwritten()
                    return
                }
            part = r.progress || 0
            const all = entries + (r.entries || 0)
            if (r.next) { portion(format, place, r.next, all); return }
            if (!files.finish()) { unwritten(); return }
            part = -1
            tell(qsTr("%1 entries written. It is not encrypted: everybody who has it can read it.").arg(all)
                + (r.sealed ? " " + qsTr("Not in it: %1 given while Eddy was locked, sealed still. Lock and "
                    + "unlock, and export again.").arg(r.sealed) : ""))
        }, e => stop(e))
    }
    function unwritten() {
        stop()
        tell(qsTr("It could not be written there: look whether there is room, and who may write. What was "
            + "there before is unchanged."), true)
    }

    Unlock {
        first: true; visible: core.exists && !core.open
        why: qsTr("Files go in and out of your diary, so they need your passphrase.")
    }
    Column {
        visible: core.open
        width: parent.width
        spacing: Look.space * 1.5
        Section { text: qsTr("In") }
        Prose {
            width: parent.width; color: Look.quiet
            text: qsTr("A CSV file that Daylio exported, or a JSON file that Eddy did. You see what is in it "
                + "first.")
        }
        Key {
            takesFocus: true; enabled: page.part < 0; text: qsTr("Choose a file…")
            onPressed: files.pick(path => page.take(path))
        }
        Choice {
            width: parent.width; visible: page.seen !== null && !!page.seen.openDate; value: page.order
            label: qsTr("How is %1 written?").arg(page.seen ? page.seen.openDate || "" : "")
            options: page.orders.filter(o => page.seen && (page.seen.order || []).includes(o.value))
            onChosen: v => { page.order = v; page.look() }
        }
        Repeater {
            model: page.seen ? page.seen.unknownMood || [] : []
            Choice {
                width: parent.width; label: qsTr("“%1” is, from 1 (lowest) to 5").arg(modelData)
                value: page.moods[modelData]
                options: [1, 2, 3, 4, 5].map(n => ({ value: n, text: String(n) }))
                onChosen: v => page.moods = Object.assign({}, page.moods, { [modelData]: v })
            }
        }
        Key {
            visible: page.seen !== null && (page.seen.unknownMood || []).length > 0; takesFocus: true
            enabled: page.seen !== null && (page.seen.unknownMood || []).every(m => page.moods[m])
            opacity: enabled ? 1 : 0.5
            text: qsTr("That is what they mean"); onPressed: page.look()
        }
        Panel {
            visible: page.seen !== null && !page.asks
            Prose {
                width: parent.width; font.weight: Font.DemiBold
                text: page.seen ? (page.formats[page.seen.format] || "")
                    + (page.seen.firstDay !== undefined ? qsTr(", from %1 to %2")
                        .arg(page.day(page.seen.firstDay)).arg(page.day(page.seen.lastDay)) : "") : ""
            }
            Prose { width: parent.width; text: page.seen ? page.counts(page.seen) : "" }
            Prose {
                width: parent.width; visible: text !== ""; color: Look.quiet
                text: page.seen ? page.reasons(page.seen) : ""
            }
            Flow {
                width: parent.width; spacing: Look.space
                Key {
                    takesFocus: true; strong: true; text: qsTr("Take it in")
                    visible: page.seen !== null && page.comes(page.seen)
                    enabled: page.part < 0
                    onPressed: { page.begin(qsTr("Taking it in")); page.keep() }
                }
                Key { takesFocus: true; text: qsTr("Leave it"); onPressed: page.leave() }
            }
        }
        Panel {
            visible: page.report !== null
            Prose { width: parent.width; text: page.report ? page.counts(page.report) : "" }
            Prose {
                width: parent.width; visible: text !== ""; color: Look.quiet
                text: page.report ? page.reasons(page.report) : ""
            }
            Key {
                visible: page.report !== null
                    && ((page.report.imported || 0) + (page.report.turned || 0)) > 0
                takesFocus: true; text: qsTr("Take that back"); onPressed: page.undo()
            }
        }
        Item {
            visible: page.part >= 0
            width: parent.width; height: doingNow.implicitHeight + 12
            Prose {
                id: doingNow; width: parent.width; color: Look.quiet
                text: qsTr("%1: %2 %").arg(page.doing).arg(Math.round(Math.max(0, page.part) * 100))
                Accessible.role: Accessible.ProgressBar
            }
            Rectangle {
                anchors.bottom: parent.bottom; width: parent.width; height: 6; radius: 3; color: Look.wash
                Rectangle {
                    width: parent.width * Math.max(0, page.part); height: 6; radius: 3; color: Look.accent
                    x: Look.mirrored ? parent.width - width : 0
                }
            }
        }
        Section { text: qsTr("Out") }
        Prose {
            width: parent.width; color: Look.quiet
            text: qsTr("Everything you keep, readable. These files are not encrypted: everybody who has them "
                + "can read them.")
        }
        Entry {
            name: qsTr("To read and to print"); details: qsTr("One page, a heading a day (HTML).")
            Key {
                takesFocus: true; enabled: page.part < 0; text: qsTr("Write the page…")
                onPressed: files.place("eddy.html", p => page.write("EXPORT_FORMAT_HTML", p))
            }
        }
        Entry {
            name: qsTr("For a spreadsheet"); details: qsTr("A folder with a table of each kind (CSV).")
            Key {
                takesFocus: true; enabled: page.part < 0; text: qsTr("Write the tables…")
                onPressed: files.place("", p => page.write("EXPORT_FORMAT_CSV", p))
            }
        }
        Entry {
            name: qsTr("For Eddy, or a program")
            details: qsTr("All of it, and it can be taken in again (JSON).")
            Key {
                takesFocus: true; enabled: page.part < 0; text: qsTr("Write it all…")
                onPressed: files.place("eddy.json", p => page.write("EXPORT_FORMAT_JSON", p))
            }
        }
    }
}
