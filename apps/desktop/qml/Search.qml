// Finding a card by what is happening. Takes the focus, and gives it back with the card.
import QtQuick
import QtQuick.Window
import Eddy

Window {
    id: window
    property var hits: []
    property int fitting: 0           // so many of them; the abuse and danger cards stand under every result
    property int at: 0
    readonly property var area: desk.area()
    title: qsTr("Notes")
    flags: Qt.FramelessWindowHint | Qt.WindowStaysOnTopHint | Qt.Dialog
    color: Look.card
    width: Math.min(area.width - 32, 440 * (0.55 + 0.45 * Look.scale))
    height: column.implicitHeight + Look.space * 4
    x: area.x + (Look.mirrored ? 16 : area.width - width - 16)
    y: area.y + area.height / 4
    function again() {}
    function find() {
        const query = field.text
        if (!query.trim()) { hits = []; fitting = 0; return }
        core.call("Cards/Search", { query: query, limit: 5 }, r => {
            if (query !== field.text) return
            fitting = (r.hit || []).length
            hits = (r.hit || []).map(h => h.practice).concat(r.also || [])
            at = 0
        })
    }
    function choose(index) {
        const card = hits[index]
        if (!card) return
        desk.leave(window)
        if (card.kind === "SCRATCHPAD") desk.open("Pad", { practice: card.id })
        else if (card.kind === "CARD" || card.kind === "LIST") desk.open("Popup", { wanted: card.id })
        else desk.open("Reset", { practice: card.id })
    }
    Column {
        id: column
        anchors { left: parent.left; right: parent.right; top: parent.top; margins: Look.space * 2 }
        spacing: Look.space
        LayoutMirroring.enabled: Look.mirrored
        LayoutMirroring.childrenInherit: true
        Field {
            id: field
            width: parent.width
            label: qsTr("What is happening?")
            focus: true
            onTextChanged: window.find()
            onAccepted: window.choose(window.at)
            Keys.onPressed: event => {
                event.accepted = true
                if (event.key === Qt.Key_Escape) desk.leave(window)
                else if (event.key === Qt.Key_Down)
                    window.at = Math.min(window.hits.length - 1, window.at + 1)
                else if (event.key === Qt.Key_Up) window.at = Math.max(0, window.at - 1)
                else event.accepted = false
            }
            Component.onCompleted: grab()
        }
        Repeater {
            model: window.hits
            Key {
                width: column.width; text: modelData.title; chosen: index === window.at
                key: index === window.at ? "↵" : ""
                onPressed: window.choose(index)
            }
        }
        Prose {
            width: parent.width; color: Look.quiet; font.pixelSize: Look.small
            text: field.text && !window.fitting
                ? qsTr("No card fits those words. Esc, and the list shows all of them.")
                : qsTr("↑ ↓ and Enter · Esc gives your work the keys back")
        }
    }
    Rectangle { anchors.fill: parent; color: "transparent"; border.color: Look.accent; border.width: 2 }
}
