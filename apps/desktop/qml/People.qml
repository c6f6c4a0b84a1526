// Your people, and numbers to call. The numbers show locked, too.
import QtQuick
import Eddy

Page {
    id: page
    property var people: []
    property var lines: []
    property string country: ""
    property var editing: null
    property bool anyway: false
    title: qsTr("People")
    lead: qsTr("Talking it over is support, not a report. One tap, on the worst day.")
    function refresh() {
        core.call("Content/Lines", {}, r => { lines = r.line || []; country = r.country || "" }, e => fail(e))
        if (core.open)
            core.call("Journal/List", { table: [11], limit: 200 }, r => people = r.entry || [], e => fail(e))
        else people = []
    }
    function edit(entry) {
        editing = entry ? Object.assign({}, entry.person, { id: entry.id, space: entry.space })
            : { role: "ROLE_COLLEAGUE" }
        name.text = editing.name || ""; reach.text = editing.reach || ""; note.text = editing.note || ""
        name.grab()
    }
    function save() {
        const p = Object.assign({}, editing)
        if (!name.text.trim()) return tell(qsTr("A name, please; any name that tells you who."), true)
        p.name = name.text; p.reach = reach.text; p.note = note.text
        // A number here is meant to be here.
        Say.keep("person", p, (kept, e) => { if (e) return fail(e); editing = null; tell(""); refresh() },
            true)
    }
    Component.onCompleted: refresh()
    Connections {
        target: core
        function onStatusChanged() { page.refresh() }
        function onSettingsChanged() { page.refresh() }
    }

    Section { text: qsTr("Numbers to call") }
    Prose {
        visible: page.country === ""; width: parent.width
        text: qsTr("Which country are you in? Two letters in Settings, and its emergency numbers show here, "
            + "locked or not.")
    }
    Component {
        id: number
        Entry {
            name: modelData.emergency ? qsTr("Emergency: %1").arg(modelData.of.number)
                : (modelData.of.name || "") + (modelData.of.number ? ":  " + modelData.of.number : "")
            details: Say.line(modelData)
            Key {
                takesFocus: true; text: qsTr("Copy")
                Accessible.name: qsTr("Copy %1").arg(modelData.of.number || modelData.of.page)
                onPressed: {
                    desk.copy(modelData.of.number || modelData.of.page)
                    page.tell(qsTr("Copied. It leaves the clipboard in a minute."))
                }
            }
        }
    }
    Repeater { model: page.lines.filter(l => !l.otherNeed); delegate: number }
    Prose {
        visible: page.country !== "" && !page.lines.some(l => l.of.kind === "CRISIS"); width: parent.width
        color: Look.quiet; font.pixelSize: Look.small
        text: qsTr("Eddy knows no crisis line of %1 that was checked. Add the one you trust, as a person.")
            .arg(page.country)
    }
    Section { visible: others.count > 0; text: qsTr("For other needs") }
    Repeater { id: others; model: page.lines.filter(l => l.otherNeed); delegate: number }

    Section { text: qsTr("Your people") }
    Unlock { visible: core.exists && !core.open; why: qsTr("Their names show when Eddy is unlocked.") }
    Repeater {
        model: page.people
        Panel {
            Entry {
                name: (modelData.person.name || "")
                    + (modelData.person.role ? "  ·  " + Say.textOf(Say.roles, modelData.person.role) : "")
                details: [modelData.person.reach, modelData.person.note,
                    modelData.fromWork ? Say.fromWork : ""].filter(w => w).join("\n")
                Key { takesFocus: true; text: qsTr("Change"); onPressed: page.edit(modelData) }
                Key {
                    takesFocus: true; text: qsTr("Remove")
                    onPressed: core.call("Journal/Trash",
                        { id: modelData.id, space: modelData.space }, () => {
                        page.refresh()
                        page.tell(qsTr("Removed. It is in the trash, in Settings."))
                    }, e => page.fail(e))
                }
            }
        }
    }
    Key {
        anchors.left: parent.left; visible: core.open && Say.allowText && !page.editing; takesFocus: true
        text: qsTr("Add somebody")
        onPressed: page.edit(null)
    }
    Prose {
        visible: core.open && !Say.allowText; width: parent.width; color: Look.quiet
        text: qsTr("This computer keeps numbers only, so people are written in at home, or after allowing "
            + "words in Settings.")
    }
    Panel {
        visible: page.editing !== null
        Field { id: name; width: parent.width; label: qsTr("Name") }
        Choice {
            width: parent.width; label: qsTr("Who they are to you"); options: Say.roles
            value: page.editing ? page.editing.role : ""
            onChosen: v => { const p = Object.assign({}, page.editing); p.role = v; page.editing = p }
        }
        Field {
            id: reach; width: parent.width
            label: qsTr("How to reach them: a number, a desk, a channel")
        }
        Field { id: note; width: parent.width; label: qsTr("Good to know") }
        Row { spacing: Look.space
            Key { strong: true; takesFocus: true; text: qsTr("Keep"); onPressed: page.save() }
            Key { takesFocus: true; text: qsTr("Back"); onPressed: page.editing = null }
        }
    }
}
