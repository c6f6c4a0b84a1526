// A hard call in two keys: how hard, what kind. The first is on the disk when the second is asked for.
import QtQuick
import QtQuick.Window
import Eddy

Window {
    id: window
    property var record: null
    property string step: "hard"      // hard, kind, handled
    property string told: ""
    readonly property var area: desk.area()
    title: qsTr("Notes")
    flags: Qt.FramelessWindowHint | Qt.WindowStaysOnTopHint | Qt.Dialog
    color: Look.paper
    width: Math.min(area.width - 32, 470 * (0.5 + 0.5 * Look.scale))
    height: column.implicitHeight + Look.space * 5
    x: area.x + (area.width - width) / 2
    y: area.y + (area.height - height) / 2.4
    function again() {}
    function go() { desk.leave(window) }
    function hard(n) {
        record = Say.keep("hardCall", { howHard: n }, (kept, e) => { if (e) { told = Say.error(e); step = "failed" } })
        step = "kind"
        keep.restart()
    }
    function kind(i) {
        record.kind = Say.callKinds[i].value
        Say.keep("hardCall", record, kept => { if (kept && kept.care === "CARE_GROUNDING") grave.visible = true })
        step = "handled"
        keep.restart()
    }
    function handled(i) {
        record.handled = Say.handled[i].value
        Say.keep("hardCall", record)
        go()
    }
    Timer { id: keep; interval: 12000; onTriggered: if (!core.settings.waitForMe && !grave.visible) window.go() }
    Item {
        anchors.fill: parent
        focus: true
        LayoutMirroring.enabled: Look.mirrored
        LayoutMirroring.childrenInherit: true
        Keys.onPressed: event => {
            event.accepted = true
            const n = Say.digit(event.key, event.text)
            if (event.key === Qt.Key_Escape || event.key === Qt.Key_Return) window.go()
            else if (window.step === "hard" && n >= 0) window.hard(n)
            else if (window.step === "kind" && n >= 1 && n <= 10) window.kind(n - 1)
            else if (window.step === "handled" && n >= 1 && n <= 4) window.handled(n - 1)
            else event.accepted = false
        }
        Column {
            id: column
            anchors { left: parent.left; right: parent.right; top: parent.top; margins: Look.space * 2.5 }
            spacing: Look.space * 1.5
            Prose {
                width: parent.width
                font.pixelSize: Look.title
                lineHeight: 1.2
                text: grave.visible ? qsTr("That is heavy to carry.") : window.step === "failed" ? qsTr("This was not kept") : window.step === "hard" ? qsTr("How hard was it?") : window.step === "kind" ? qsTr("Logged. What kind was it?") : qsTr("And how did you handle it?")
                Accessible.role: Accessible.AlertMessage
            }
            Scale10 { visible: window.step === "hard"; width: parent.width; takesFocus: true; onChosen: n => window.hard(n) }
            Grid {
                visible: window.step !== "hard" && !grave.visible
                columns: 2
                spacing: Look.space / 2
                Repeater {
                    model: window.step === "kind" ? Say.callKinds : window.step === "handled" ? Say.handled : []
                    Key { width: (column.width - Look.space) / 2; takesFocus: true; key: index === 9 ? "0" : index + 1; text: modelData.text
                          onPressed: window.step === "kind" ? window.kind(index) : window.handled(index) }
                }
            }
            Column {
                id: grave
                visible: false
                width: parent.width
                spacing: Look.space
                Prose { width: parent.width; text: qsTr("You did not deserve it, and nothing needs to be learned from it now. Feet on the floor, and a person, if you can.") }
                Row {
                    spacing: Look.space
                    Key { text: qsTr("Feet on the floor"); takesFocus: true; onPressed: { desk.open("Reset", { practice: "mind.ground" }); window.go() } }
                    Key { text: qsTr("My people"); takesFocus: true; onPressed: { desk.open("Main", { page: "people" }); window.hide() } }
                }
            }
            Prose { visible: window.told !== ""; width: parent.width; color: Look.warn; text: window.told; Accessible.role: Accessible.AlertMessage }
            Prose { width: parent.width; color: Look.quiet; font.pixelSize: Look.small
                    text: window.step === "failed" ? qsTr("Esc leaves") : window.step === "hard" ? qsTr("The key left of 1 is 0; 0 is 10 · Esc leaves") : qsTr("It is kept already · Esc leaves it so") }
        }
    }
    Rectangle { anchors.fill: parent; color: "transparent"; border.color: Look.line }
}
