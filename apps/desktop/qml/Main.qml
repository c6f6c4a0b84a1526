// The main window: pages beside a list of them. Everything by keyboard: Ctrl and a digit, Tab, Esc.
import QtQuick
import QtQuick.Window
import Eddy

Window {
    id: window
    property string page: ""
    readonly property bool trouble: core.trouble.kind !== undefined
    // a page that must not be left: 24 words are on the screen, and only now
    property string held: ""
    property string shown: held ? held
        : trouble ? (page && page !== "today" && page !== "welcome" ? page : "trouble")
        : core.exists || !ready ? page || "today" : page && page !== "today" ? page : "welcome"
    property bool ready: false
    readonly property var pages: [
        { id: "today", file: "Today", text: qsTr("Today") },
        { id: "practices", file: "Practices", text: qsTr("Resets") },
        { id: "cards-page", file: "Cards", text: qsTr("Cards") },
        { id: "after", file: "After", text: qsTr("After a call") },
        { id: "board", file: "BoardPage", text: qsTr("Board") },
        { id: "people", file: "People", text: qsTr("People") },
        { id: "trends", file: "Trends", text: qsTr("Trends") },
        { id: "devices", file: "Devices", text: qsTr("Devices") },
        { id: "settings", file: "Settings", text: qsTr("Settings") },
        { id: "about", file: "About", text: qsTr("About") },
        { id: "copies", file: "Copies", text: qsTr("Copies") }]
    // Pages that others lead to, and whose they are.
    readonly property var deeper: ({ month: { file: "Month", of: "settings" },
        review: { file: "Review", of: "trends" } })
    readonly property var area: desk.area()
    title: qsTr("Notes")
    color: Look.paper
    width: Math.min(area.width - 40, 880 * (0.45 + 0.55 * Look.scale))
    height: Math.min(area.height - 60, 680 * (0.6 + 0.4 * Look.scale))
    minimumWidth: 420
    minimumHeight: 360
    x: area.x + (area.width - width) / 2
    y: area.y + (area.height - height) / 2
    function again() {}
    function go(id) { page = id }

    // A page that is left stays, unseen, until everything it asked for has been answered.
    property Item current: null
    property var left: []
    readonly property string file: {
        if (shown === "welcome") return "Welcome"
        if (shown === "trouble") return "Trouble"
        if (deeper[shown]) return deeper[shown].file
        for (const p of pages) if (p.id === shown) return p.file
        return "Today"
    }
    onFileChanged: turn()
    onReadyChanged: turn()
    function turn() {
        if (!ready) return
        if (current) { current.visible = false; current.enabled = false; left.push(current) }
        current = Qt.createComponent(file + ".qml").createObject(holder, { focus: true })
        current.anchors.fill = holder
        current.forceActiveFocus()
        sweep()
    }
    function sweep() { if (!core.busy) { for (const p of left) p.destroy(); left = [] } }
    Connections { target: core; function onIdle() { window.sweep() } }

    // Who is there is known once the core has answered.
    Component.onCompleted: core.call("Core/GetStatus", {}, () => ready = true, () => ready = true)

    Item {
        id: all
        anchors.fill: parent
        LayoutMirroring.enabled: Look.mirrored
        LayoutMirroring.childrenInherit: true
        Keys.onPressed: event => {
            const n = event.key === Qt.Key_0 ? 9 : event.key - Qt.Key_1
            if (event.key === Qt.Key_Escape) { if (!window.held) desk.leave(window); event.accepted = true }
            else if ((event.modifiers & Qt.ControlModifier) && n >= 0 && n < window.pages.length) {
                window.go(window.pages[n].id)
                event.accepted = true
            }
        }
        Rectangle {
            id: side
            anchors { left: parent.left; top: parent.top; bottom: parent.bottom }
            width: 148 * (0.5 + 0.5 * Look.scale)
            color: Look.card
            Flickable {
                anchors { fill: parent; margins: Look.space }
                contentHeight: names.implicitHeight
                boundsBehavior: Flickable.StopAtBounds
                Column {
                    id: names
                    width: parent.width
                    spacing: 2
                    Accessible.role: Accessible.PageTabList
                    Accessible.name: qsTr("Pages")
                    Repeater {
                        id: tabs
                        model: window.pages
                        Key {
                            width: names.width
                            takesFocus: true
                            text: modelData.text
                            chosen: window.shown === modelData.id
                                || (window.deeper[window.shown] || {}).of === modelData.id
                            border.width: activeFocus ? 2 : 0
                            Accessible.role: Accessible.PageTab
                            Accessible.selected: chosen
                            onPressed: window.go(modelData.id)
                            Keys.onDownPressed: {
                                const n = tabs.itemAt(index + 1)
                                if (n) n.forceActiveFocus()
                            }
                            Keys.onUpPressed: {
                                const n = tabs.itemAt(index - 1)
                                if (n) n.forceActiveFocus()
                            }
                        }
                    }
                    Item { width: 1; height: Look.space }
                    Key {
                        width: names.width; visible: core.open; takesFocus: true
                        text: qsTr("Hide and lock"); border.width: activeFocus ? 2 : 0
                        onPressed: desk.hideAndLock()
                    }
                }
            }
        }
        Rectangle {
            anchors { left: side.right; top: parent.top; bottom: parent.bottom }
            width: 1; color: Look.line
        }
        FocusScope {
            id: holder
            focus: true
            anchors {
                left: side.right; leftMargin: 1; right: parent.right; top: parent.top
                bottom: parent.bottom
            }
        }
    }
}
