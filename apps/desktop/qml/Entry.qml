// Something with a name, a few words and keys to press: beside each other where there is room, else below.
import QtQuick
import Eddy

Item {
    id: entry
    property string name: ""
    property string words: ""
    default property alias keys: buttons.data
    readonly property bool wide: width - buttons.implicitWidth > 240 * Look.scale
    width: parent ? parent.width : 0
    implicitHeight: wide ? Math.max(text.implicitHeight, buttons.implicitHeight) : text.implicitHeight + Look.space + buttons.implicitHeight
    Column {
        id: text
        anchors.left: parent.left
        anchors.verticalCenter: entry.wide ? parent.verticalCenter : undefined
        width: entry.wide ? entry.width - buttons.implicitWidth - Look.space * 2 : entry.width
        Words { width: parent.width; visible: entry.name !== ""; font.weight: Font.DemiBold; text: entry.name }
        Words { width: parent.width; visible: entry.words !== ""; color: entry.name !== "" ? Look.quiet : Look.text; text: entry.words }
    }
    Row {
        id: buttons
        spacing: Look.space
        anchors.right: entry.wide ? parent.right : undefined
        anchors.left: entry.wide ? undefined : parent.left
        anchors.verticalCenter: entry.wide ? parent.verticalCenter : undefined
        y: entry.wide ? 0 : text.implicitHeight + Look.space
    }
}
