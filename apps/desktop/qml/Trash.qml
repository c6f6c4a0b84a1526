// What was put into the trash: it stays there until the person brings it back or empties it.
import QtQuick
import Eddy

Column {
    id: trash
    property var entries: []
    property bool more: false          // than are shown
    property bool sure: false
    signal told(string words)
    signal failed(var error)
    readonly property var names: ({
        checkIn: qsTr("Check-in"), hardCall: qsTr("Hard call"), debrief: qsTr("Debrief"),
        practiceDone: qsTr("Practice"), sleep: qsTr("Night"), brightSpot: qsTr("Bright spot"),
        lesson: qsTr("Lesson"), note: qsTr("Note"), boardItem: qsTr("On the board"),
        ownCard: qsTr("A card of yours"), person: qsTr("Somebody to turn to"),
        shiftPattern: qsTr("Usual week"), shift: qsTr("Shift"), offer: qsTr("Offer"),
        factor: qsTr("Factor") })
    function kind(entry) { return Object.keys(names).find(k => entry[k] !== undefined) || "" }
    function said(entry) {
        const r = entry[kind(entry)] || {}
        return [r.atMs ? Say.day(r.atMs) + ", " + Say.clock(r.atMs) : "",
            r.note || r.what || r.words || r.name || r.title || ""].filter(w => w).join("  ·  ")
    }
    function refresh() {
        if (!core.open) { entries = []; return }
        core.call("Journal/List", { trashed: true, limit: 21 }, r => {
            more = (r.entry || []).length > 20
            const fresh = (r.entry || []).slice(0, 20)
            // The same ones stay as they are, with whatever has the focus.
            if (JSON.stringify(fresh) !== JSON.stringify(entries)) entries = fresh
        }, e => failed(e))
    }
    function after(words) { sure = false; refresh(); told(words) }
    spacing: Look.space
    Component.onCompleted: refresh()
    Connections {
        target: core
        function onStatusChanged() { trash.refresh() }
        function onChanged() { trash.refresh() }
    }
    Section { text: qsTr("The trash") }
    Prose {
        width: parent.width; color: Look.quiet
        text: !trash.entries.length ? qsTr("It is empty. What is put there stays until you empty it.")
            : trash.more ? qsTr("The newest twenty. They stay until you empty it.")
                : qsTr("It stays there until you empty it.")
    }
    Repeater {
        model: trash.entries
        Entry {
            name: trash.names[trash.kind(modelData)] || ""
            details: trash.said(modelData)
            Key {
                takesFocus: true; text: qsTr("Bring back")
                Accessible.name: qsTr("Bring back: %1").arg(trash.names[trash.kind(modelData)] || "")
                onPressed: core.call("Journal/Restore", { id: modelData.id, space: modelData.space },
                    () => trash.after(qsTr("It is back.")), e => trash.failed(e))
            }
        }
    }
    Key {
        anchors.left: parent.left; visible: trash.entries.length > 0 && !trash.sure; takesFocus: true
        text: qsTr("Empty the trash")
        onPressed: trash.sure = true
    }
    Panel {
        visible: trash.sure && trash.entries.length > 0
        Prose {
            width: parent.width
            text: core.work
                ? qsTr("It is removed here. On your own devices it lies in the trash; only they remove for "
                    + "good.")
                : qsTr("Everything in the trash is removed for good. This can not be undone.")
        }
        Row {
            spacing: Look.space
            Key { takesFocus: true; text: qsTr("Leave it there"); onPressed: trash.sure = false }
            Key {
                takesFocus: true; text: qsTr("Remove it")
                onPressed: core.call("Journal/EmptyTrash", {}, () => trash.after(qsTr("The trash is empty.")),
                    e => trash.failed(e))
            }
        }
    }
}
