// Something to press, with the key that presses it.
import QtQuick
import Eddy

Rectangle {
    id: key
    property string key: ""
    property string text: ""
    property bool chosen: false
    property bool strong: false
    property bool takesFocus: false
    signal pressed
    implicitWidth: label.implicitWidth + (cap.visible ? cap.implicitWidth + Look.space : 0) + Look.space * 3
    implicitHeight: Math.max(row.implicitHeight + Look.space * 1.4, 36)
    radius: Look.radius
    activeFocusOnTab: takesFocus
    color: strong ? Look.accent : chosen || mouse.containsMouse ? Look.wash : "transparent"
    border.color: activeFocus ? Look.accent : strong ? Look.accent : Look.edge
    border.width: activeFocus ? 2 : 1
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: key.key ? qsTr("Key %1").arg(key.key) : ""
    Accessible.focusable: takesFocus
    Accessible.onPressAction: pressed()
    Keys.onSpacePressed: pressed()
    Keys.onReturnPressed: pressed()
    Row {
        id: row
        anchors.verticalCenter: parent.verticalCenter
        anchors.left: parent.left
        anchors.leftMargin: Look.space * 1.5
        anchors.right: parent.right
        anchors.rightMargin: Look.space * 1.5
        spacing: Look.space
        Text {
            id: cap
            visible: key.key !== ""
            text: key.key
            color: key.strong ? Look.accentText : Look.quiet
            font.pixelSize: Look.small
            font.bold: true
            anchors.verticalCenter: parent.verticalCenter
            Accessible.ignored: true
        }
        Text {
            id: label
            width: Math.max(0,
                key.width - Look.space * 3 - (cap.visible ? cap.implicitWidth + Look.space : 0))
            text: key.text
            color: key.strong ? Look.accentText : Look.text
            font.pixelSize: Look.body
            wrapMode: Text.Wrap
            anchors.verticalCenter: parent.verticalCenter
            Accessible.ignored: true
        }
    }
    MouseArea {
        id: mouse; anchors.fill: parent; hoverEnabled: true
        onClicked: key.pressed()
        cursorShape: Qt.PointingHandCursor
    }
}
