// Scratchpads for a call: points to tick off, Comprehend-Purpose-React, the factual hand-over note. Kept for
// the call only, in memory; saved into the diary, or copied, when the person says so.
import QtQuick
import QtQuick.Window
import Eddy

Window {
    id: window
    property string practice: "card.vent"
    property var card: null
    property var pad: ({})
    property string told: ""
    property bool anyway: false
    readonly property var area: desk.area()
    readonly property bool vent: practice === "card.vent"
    title: qsTr("Notes")
    flags: Qt.WindowStaysOnTopHint | Qt.Dialog | Qt.FramelessWindowHint
    color: Look.card
    width: Math.min(area.width - 32, 480 * (0.55 + 0.45 * Look.scale))
    height: Math.min(area.height - 32, Math.max(column.implicitHeight + Look.space * 5, 300))
    x: area.x + (Look.mirrored ? 16 : area.width - width - 16)
    y: area.y + Math.max(16, (area.height - height) / 3)
    function again() { load() }
    function load() {
        pad = desk.pad(practice)
        told = ""
        points.clear()
        for (const p of pad.points || []) points.append({ point: p.point, done: p.done })
        core.call("Content/Get", { id: practice }, r => { card = r.practice; Qt.callLater(first) })
    }
    function first() { if (vent) add.grab(); else if (fields.count) fields.itemAt(0).grab() }
    onPracticeChanged: load()
    Component.onCompleted: load()
    function remember() {
        const out = { points: [] }
        for (let i = 0; i < points.count; ++i)
            out.points.push({ point: points.get(i).point, done: points.get(i).done })
        for (let i = 0; i < fields.count; ++i) out[fields.model[i].id] = fields.itemAt(i).text
        pad = out
        desk.setPad(practice, out)
    }
    function asText() {
        remember()
        const out = []
        for (const p of pad.points || []) out.push((p.done ? "[x] " : "[ ] ") + p.point)
        for (const f of fields.model)
            if (pad[f.id]) out.push((fields.count > 1 ? f.ask.split(":")[0] + ": " : "") + pad[f.id])
        return out.join("\n")
    }
    function save() {
        const text = asText()
        if (!text) { told = qsTr("There is nothing here yet."); return }
        core.call("Journal/Keep", { entry: { note: { practice: practice, words: text } }, anyway: anyway },
            kept => {
                clear()
                told = kept.sealed ? qsTr("Kept, sealed. It joins your diary when you unlock it.")
                    : qsTr("Kept in your diary.")
            }, e => { told = Say.error(e); anyway = e.reason === "OTHERS_DATA" })
    }
    function clear() { desk.setPad(practice, {}); load() }
    function go() { remember(); desk.leave(window) }
    ListModel { id: points }
    Item {
        anchors.fill: parent
        LayoutMirroring.enabled: Look.mirrored
        LayoutMirroring.childrenInherit: true
        Keys.onEscapePressed: window.go()
        Flickable {
            anchors { fill: parent; margins: Look.space * 2 }
            contentHeight: column.implicitHeight
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            Column {
                id: column
                width: parent.width
                spacing: Look.space
                Flow {
                    width: parent.width
                    spacing: Look.space / 2
                    Repeater {
                        model: [["card.vent", qsTr("Their points")], ["card.cpr", qsTr("C · P · R")],
                            ["card.escalate", qsTr("Hand-over")]]
                        Key {
                            text: modelData[1]; takesFocus: true
                            chosen: window.practice === modelData[0]
                            onPressed: { window.remember(); window.practice = modelData[0] }
                        }
                    }
                }
                Prose {
                    width: parent.width; color: Look.quiet; font.pixelSize: Look.small
                    text: window.card ? window.card.about || "" : ""
                }
                Field {
                    id: add
                    visible: window.vent
                    width: parent.width
                    label: qsTr("A point they make, then Enter")
                    onAccepted: {
                        if (text.trim()) {
                            points.append({ point: text.trim(), done: false })
                            text = ""
                            window.remember()
                        }
                    }
                    Keys.onEscapePressed: window.go()
                }
                Repeater {
                    model: window.vent ? points : null
                    Tick {
                        width: column.width; text: model.point; checked: model.done
                        onToggled: { points.setProperty(index, "done", !model.done); window.remember() }
                    }
                }
                Prose {
                    visible: window.vent && points.count > 0; width: parent.width; color: Look.quiet
                    font.pixelSize: Look.small
                    text: {
                        let open = 0
                        for (let i = 0; i < points.count; ++i) if (!points.get(i).done) ++open
                        return open ? qsTr("Still open: %1").arg(open) : qsTr("All dealt with.")
                    }
                }
                Repeater {
                    id: fields
                    model: window.card ? (window.card.prompt || []).filter(p => p.id !== "points") : []
                    Field {
                        width: column.width
                        label: modelData.ask
                        hint: (modelData.offer || [""])[0]
                        lines: window.vent ? 1 : 2
                        text: window.pad[modelData.id] || ""
                        Keys.onEscapePressed: window.go()
                    }
                }
                Flow {
                    width: parent.width
                    spacing: Look.space
                    Key {
                        text: qsTr("Copy"); takesFocus: true
                        onPressed: {
                            const t = window.asText()
                            if (t) {
                                desk.copy(t)
                                window.told = qsTr("Copied. It leaves the clipboard in a minute.")
                            } else
                                window.told = qsTr("There is nothing here yet.")
                        }
                    }
                    Key {
                        text: window.anyway ? qsTr("Keep it anyway") : qsTr("Keep in the diary")
                        takesFocus: true
                        onPressed: window.save()
                    }
                    Key { text: qsTr("Clear"); takesFocus: true; onPressed: window.clear() }
                }
                Prose {
                    visible: window.told !== ""; width: parent.width; color: Look.accent
                    text: window.told; Accessible.role: Accessible.AlertMessage
                }
                Prose {
                    width: parent.width; color: Look.quiet; font.pixelSize: Look.small
                    text: qsTr("Stays for this call, in memory only. Esc hides it; facts only, no names or "
                        + "numbers of callers.")
                }
            }
        }
    }
    Rectangle { anchors.fill: parent; color: "transparent"; border.color: Look.edge }
}
