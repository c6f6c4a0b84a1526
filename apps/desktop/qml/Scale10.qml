// 0 to 10 in one row: the key left of 1 is 0, and 0 is 10.
import QtQuick
import Eddy

Column {
    id: root
    property string question: ""
    property int from: 0
    property int to: 10
    property int chosenValue: -1
    property bool takesFocus: false
    signal chosen(int n)
    spacing: Look.space / 2
    Prose {
        visible: root.question !== ""
        width: root.width
        horizontalAlignment: Text.AlignHCenter
        color: Look.quiet
        font.pixelSize: Look.small
        text: root.question
    }
    Row {
        id: row
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: 3
        readonly property real cell: Math.min(40 * Look.scale, (root.width - 3 * (root.to - root.from)) / (root.to - root.from + 1))
        Repeater {
            model: root.to - root.from + 1
            Rectangle {
                readonly property int n: root.from + index
                width: row.cell
                height: Math.max(30, 30 * Look.scale)
                radius: 6
                activeFocusOnTab: root.takesFocus
                color: root.chosenValue === n ? Look.accent : hover.containsMouse ? Look.wash : "transparent"
                border.color: activeFocus ? Look.accent : Look.edge
                border.width: activeFocus ? 2 : 1
                Accessible.role: Accessible.RadioButton
                Accessible.name: String(n)
                Accessible.checked: root.chosenValue === n
                Accessible.focusable: root.takesFocus
                Accessible.onPressAction: root.chosen(n)
                Accessible.onToggleAction: root.chosen(n)
                Keys.onSpacePressed: root.chosen(n)
                Keys.onReturnPressed: root.chosen(n)
                Text { anchors.centerIn: parent; text: parent.n; font.pixelSize: Math.min(Look.body, row.cell * 0.6); color: root.chosenValue === parent.n ? Look.accentText : Look.text; Accessible.ignored: true }
                MouseArea { id: hover; anchors.fill: parent; hoverEnabled: true; onClicked: root.chosen(parent.n) }
            }
        }
    }
}
