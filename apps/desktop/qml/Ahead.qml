// What says that it was written in days to come: the clock was ahead then. It can be dated today or put into
// the trash. Shifts that are only planned are no such thing.
import QtQuick
import Eddy

Column {
    id: ahead
    required property Trash trash      // which has the words for records
    property var entries: []
    readonly property int shown: 20
    signal told(string words)
    signal failed(var error)
    function refresh() {
        if (!core.open) { entries = []; return }
        core.call("Journal/List", { table: [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13], fromMs: core.now() + 86400000,
            limit: 1000 }, r => {
            const fresh = (r.entry || []).filter(e => !e.shift || e.shift.closed === true || !e.shift.endMs)
            // The same ones stay as they are, with whatever has the focus.
            if (JSON.stringify(fresh) !== JSON.stringify(entries)) entries = fresh
        }, e => failed(e))
    }
    // As it was, with its moments as far from each other as they were.
    function today(entry) {
        const kind = trash.kind(entry), was = entry[kind], now = Math.round(core.now()), record = {}
        const again = Object.assign({}, was, { atMs: String(now), offsetMin: Say.offsetMin(now) })
        for (const end of ["endMs", "bedMs"])
            if (was[end]) again[end] = String(now + Number(was[end]) - Number(was.atMs))
        record[kind] = again
        core.call("Journal/Keep", { entry: Object.assign({ id: entry.id, space: entry.space }, record),
            anyway: true }, () => told(qsTr("It says today now.")), e => failed(e))
    }
    visible: entries.length > 0
    spacing: Look.space
    Component.onCompleted: refresh()
    Connections {
        target: core
        function onStatusChanged() { ahead.refresh() }
        function onChanged() { ahead.refresh() }
    }
    Section { text: qsTr("From days to come") }
    Prose {
        width: parent.width; color: Look.quiet
        text: qsTr("This was written while a clock was ahead. Say what is to become of it; what you put into "
            + "the trash can be brought back below.")
    }
    Repeater {
        model: ahead.entries.slice(0, ahead.shown)
        Entry {
            id: one
            readonly property string what: ahead.trash.names[ahead.trash.kind(modelData)] || ""
            name: what
            details: Say.date(modelData[ahead.trash.kind(modelData)].atMs)
            Key {
                takesFocus: true; text: qsTr("It was today")
                Accessible.name: qsTr("It was today: %1").arg(one.what)
                onPressed: ahead.today(modelData)
            }
            Key {
                takesFocus: true; text: qsTr("To the trash")
                Accessible.name: qsTr("To the trash: %1").arg(one.what)
                onPressed: core.call("Journal/Trash", { id: modelData.id, space: modelData.space },
                    () => ahead.told(qsTr("It is in the trash.")), e => ahead.failed(e))
            }
        }
    }
}
