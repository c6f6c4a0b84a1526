// A box to tick, by mouse, space or screen reader.
import QtQuick
import Eddy

Item {
    id: tick
    property string text: ""
    property string more: ""
    property bool checked: false
    signal toggled
    implicitHeight: Math.max(caption.implicitHeight + (under.visible ? under.implicitHeight : 0), box.height) + Look.space
    activeFocusOnTab: true
    Accessible.role: Accessible.CheckBox
    Accessible.name: text
    Accessible.description: more
    Accessible.checkable: true
    Accessible.checked: checked
    Accessible.onPressAction: toggled()
    Accessible.onToggleAction: toggled()
    Keys.onSpacePressed: toggled()
    Keys.onReturnPressed: toggled()
    Rectangle {
        id: box
        anchors { left: parent.left; top: caption.top; topMargin: 1 }
        width: Look.body * 1.3; height: width
        radius: 5
        color: tick.checked ? Look.accent : "transparent"
        border.color: tick.activeFocus ? Look.accent : Look.edge
        border.width: tick.activeFocus ? 2 : 1
        Text { anchors.centerIn: parent; visible: tick.checked; text: "✓"; color: Look.accentText; font.pixelSize: Look.body; Accessible.ignored: true }
    }
    Prose { id: caption; anchors { left: box.right; leftMargin: Look.space; right: parent.right; top: parent.top; topMargin: Look.space / 2 } text: tick.text; Accessible.ignored: true }
    Prose { id: under; visible: tick.more !== ""; anchors { left: caption.left; right: parent.right; top: caption.bottom } text: tick.more; color: Look.quiet; font.pixelSize: Look.small; Accessible.ignored: true }
    Rectangle { anchors.fill: parent; anchors.margins: -2; radius: 6; color: "transparent"; border.color: Look.accent; visible: tick.activeFocus }
    MouseArea { anchors.fill: parent; onClicked: tick.toggled(); cursorShape: Qt.PointingHandCursor }
}
