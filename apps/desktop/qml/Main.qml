// The main window: pages beside a list of them. Everything by keyboard: Ctrl and a digit, Tab, Esc.
import QtQuick
import QtQuick.Window
import Eddy

Window {
    id: window
    property string page: ""
    property string shown: core.exists || !ready ? page || "today" : page && page !== "today" ? page : "welcome"
    property bool ready: false
    readonly property var pages: [
        { id: "today", file: "Today", text: qsTr("Today") }, { id: "practices", file: "Practices", text: qsTr("Resets") },
        { id: "cards-page", file: "Cards", text: qsTr("Cards") }, { id: "after", file: "After", text: qsTr("After a call") },
        { id: "board", file: "BoardPage", text: qsTr("Board") }, { id: "people", file: "People", text: qsTr("People") },
        { id: "trends", file: "Trends", text: qsTr("Trends") }, { id: "settings", file: "Settings", text: qsTr("Settings") },
        { id: "about", file: "About", text: qsTr("About") }]
    readonly property var area: desk.area()
    title: qsTr("Notes")
    color: Look.paper
    width: Math.min(area.width - 40, 880 * (0.45 + 0.55 * Look.scale))
    height: Math.min(area.height - 60, 680 * (0.6 + 0.4 * Look.scale))
    minimumWidth: 420
    minimumHeight: 360
    x: area.x + (area.width - width) / 2
    y: area.y + (area.height - height) / 2
    onClosing: close => { close.accepted = true }
    function again() {}
    function go(id) { page = id }
    // Who is there is known once the core has answered.
    Component.onCompleted: core.call("Core/GetStatus", {}, () => ready = true, () => ready = true)

    Item {
        id: all
        anchors.fill: parent
        LayoutMirroring.enabled: Look.mirrored
        LayoutMirroring.childrenInherit: true
        Keys.onPressed: event => {
            const n = event.key - Qt.Key_1
            if (event.key === Qt.Key_Escape) { desk.leave(window); event.accepted = true }
            else if ((event.modifiers & Qt.ControlModifier) && n >= 0 && n < window.pages.length) { window.go(window.pages[n].id); event.accepted = true }
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
                            border.width: activeFocus ? 2 : 0
                            Accessible.role: Accessible.PageTab
                            Accessible.selected: chosen
                            onPressed: window.go(modelData.id)
                            Keys.onDownPressed: { const n = tabs.itemAt(index + 1); if (n) n.forceActiveFocus() }
                            Keys.onUpPressed: { const n = tabs.itemAt(index - 1); if (n) n.forceActiveFocus() }
                        }
                    }
                    Item { width: 1; height: Look.space }
                    Key { width: names.width; visible: core.open; takesFocus: true; text: qsTr("Hide and lock"); border.width: activeFocus ? 2 : 0; onPressed: desk.hideAndLock() }
                }
            }
        }
        Rectangle { anchors { left: side.right; top: parent.top; bottom: parent.bottom } width: 1; color: Look.line }
        Loader {
            id: loader
            objectName: "page"
            focus: true
            anchors { left: side.right; leftMargin: 1; right: parent.right; top: parent.top; bottom: parent.bottom }
            active: window.ready
            source: {
                if (window.shown === "welcome") return "Welcome.qml"
                for (const p of window.pages) if (p.id === window.shown) return p.file + ".qml"
                return "Today.qml"
            }
            onLoaded: { item.focus = true; item.forceActiveFocus() }
        }
    }
}
