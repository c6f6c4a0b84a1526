// One's own factors, to press; a new one is typed. Nothing where no words are kept, and while locked.
import QtQuick
import Eddy

Column {
    id: factors
    property var all: []
    property var carried: []           // ids
    signal changed(var ids)
    signal failed(var error)
    property var shown: []             // drawn anew only where others are shown: the focus stays where it is
    readonly property int most: 24     // as many as are shown at once
    visible: core.open && Say.allowText
    spacing: Look.space / 2
    function means(f, id) { return f.id === id || (f.merged || []).some(m => m.id === id) }
    function isOn(f) { return carried.some(id => means(f, id)) }
    // Those on, and of the others those that fit what is typed.
    function show() {
        const wanted = field.text.trim().toLowerCase(), on = all.filter(isOn)
        const off = all.filter(f => !isOn(f) && f.name.toLowerCase().indexOf(wanted) >= 0)
            .slice(0, Math.max(0, most - on.length))
        shown = all.filter(f => on.indexOf(f) >= 0 || off.indexOf(f) >= 0)
    }
    function toggle(f) {
        changed(isOn(f) ? carried.filter(id => !means(f, id)) : carried.concat([f.id]))
    }
    function add() {
        if (!field.text.trim()) return
        core.call("Journal/NameFactor", { name: field.text }, f => {
            field.text = ""
            if (!isOn(f)) changed(carried.concat([f.id]))
            refresh()
        }, e => failed(e))
    }
    function refresh() {
        if (!core.open || !Say.allowText) { all = []; return }
        core.call("Journal/Factors", {}, r => {
            const first = (r.suggested || []).map(s => s.id)  // used lately; then by name
            const rank = f => first.indexOf(f.id) < 0 ? first.length : first.indexOf(f.id)
            all = (r.factor || []).slice().sort((a, b) => rank(a) - rank(b))
        }, () => all = [])
    }
    onAllChanged: show()
    Component.onCompleted: refresh()
    Connections {
        target: core
        function onStatusChanged() { factors.refresh() }
    }
    Prose {
        width: parent.width; color: Look.quiet; font.pixelSize: Look.small
        text: qsTr("What belongs to it: your own factors")
    }
    Flow {
        width: parent.width
        spacing: Look.space / 2
        Repeater {
            model: factors.shown
            Key {
                text: modelData.name; takesFocus: true
                chosen: factors.isOn(modelData)
                onPressed: factors.toggle(modelData)
            }
        }
    }
    Field {
        id: field; width: parent.width
        label: factors.all.length ? qsTr("Another one, or find one; Enter adds it")
            : qsTr("Such as overtime, gym, a new campaign; Enter adds it")
        onTextChanged: factors.show()
        onAccepted: factors.add()
    }
}
