// A raised card that holds things belonging together.
import QtQuick
import Eddy

Rectangle {
    id: panel
    default property alias content: inside.data
    width: parent ? parent.width : 0
    implicitHeight: inside.implicitHeight + Look.space * 3
    color: Look.card
    radius: Look.radius + 2
    border.color: Look.line
    Column {
        id: inside
        anchors { left: parent.left; right: parent.right; top: parent.top; margins: Look.space * 1.5 }
        spacing: Look.space
    }
}
