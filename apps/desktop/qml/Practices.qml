// Every practice for work, playable at a length of one's own; what was studied, on demand.
import QtQuick
import Eddy

Page {
    id: page
    property var all: []
    property var open: null
    property var evidence: []
    property int seconds: 0
    title: qsTr("Resets")
    lead: qsTr("Sixty seconds or so between calls. We found no trial of a single 60-second reset, so Eddy does not promise; it lets you see what helps you.")
    Component.onCompleted: core.call("Content/List", { kind: ["BREATH", "MOVES", "GUIDED", "TIMER", "RITUAL"] }, r => all = (r.practice || []).filter(p => p.where && (!core.work || p.where.some(w => w !== "HOME" && w !== "BED")) && p.id !== "care.close" && p.id !== "care.open"), e => fail(e))
    function look(p) {
        if (open && open.id === p.id) { open = null; return }
        open = p
        seconds = p.usualS || 0
        evidence = []
        core.call("Content/Get", { id: p.id }, r => evidence = r.evidence || [])
    }
    Repeater {
        model: page.all
        Panel {
            readonly property bool shown: page.open !== null && page.open.id === modelData.id
            Entry {
                name: modelData.title + (core.settings.pinned === modelData.id ? "  ·  " + qsTr("on your key") : "")
                details: modelData.about || ""
                Key { takesFocus: true; text: shown ? qsTr("Less") : qsTr("More"); onPressed: page.look(modelData); Accessible.name: qsTr("More about %1").arg(modelData.title) }
                Key { takesFocus: true; strong: true; text: qsTr("Begin"); Accessible.name: qsTr("Begin %1").arg(modelData.title); onPressed: desk.open("Reset", { practice: modelData.id, seconds: shown ? page.seconds : modelData.usualS || 0 }) }
            }
            Column {
                visible: shown
                width: parent.width
                spacing: Look.space
                Choice { width: parent.width; visible: (modelData.maxS || 0) > (modelData.minS || 0); label: qsTr("How long"); value: page.seconds
                         options: [modelData.minS, 20, 30, 45, 60, 90, 120, 180, 300, modelData.maxS].filter((s, i, l) => s >= modelData.minS && s <= modelData.maxS && l.indexOf(s) === i).sort((a, b) => a - b).map(s => ({ value: s, text: s < 100 ? qsTr("%1 s").arg(s) : qsTr("%1 min").arg(Math.round(s / 6) / 10) }))
                         onChosen: v => page.seconds = v }
                Key { anchors.left: parent.left; takesFocus: true; visible: core.open && core.settings.pinned !== modelData.id && modelData.where.indexOf("BETWEEN") >= 0; text: qsTr("Put it on my key"); onPressed: core.call("Settings/Set", { settings: { pinned: modelData.id } }, () => page.tell(qsTr("Your key now plays “%1”.").arg(modelData.title)), e => page.fail(e)) }
                Prose { visible: (modelData.caution || "") !== ""; width: parent.width; text: modelData.caution || "" }
                Prose { visible: !page.evidence.length; width: parent.width; color: Look.quiet; font.pixelSize: Look.small; text: qsTr("We know of no study of this one.") }
                Repeater {
                    model: shown ? page.evidence : []
                    Prose { width: parent.width; color: Look.quiet; font.pixelSize: Look.small; text: modelData.studied + (modelData.nullResult ? "  " + qsTr("(partly or wholly a null result)") : "") + "\n" + modelData.found + "\n" + modelData.source + (modelData.link ? "  " + modelData.link : "") }
                }
            }
        }
    }
}
