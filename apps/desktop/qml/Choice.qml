// One of a few, by arrow keys, mouse or screen reader.
import QtQuick
import Eddy

FocusScope {
    id: choice
    property string label: ""
    property var options: []          // [{value, text}], with key where one presses it
    property var value
    signal chosen(var value)
    function grab() { const first = all.itemAt(0); if (first) first.forceActiveFocus() }
    implicitHeight: column.implicitHeight
    implicitWidth: column.implicitWidth
    Column {
        id: column
        width: choice.width
        spacing: Look.space / 2
        Prose {
            visible: text !== ""; width: parent.width; text: choice.label; font.pixelSize: Look.small
            color: Look.quiet; Accessible.ignored: true
        }
        Flow {
            width: parent.width
            spacing: Look.space / 2
            Repeater {
                id: all
                model: choice.options
                Key {
                    takesFocus: true
                    key: modelData.key || ""
                    text: modelData.text
                    chosen: choice.value === modelData.value
                    Accessible.role: Accessible.RadioButton
                    Accessible.name: (choice.label ? choice.label + ": " : "") + modelData.text
                    Accessible.checkable: true
                    Accessible.checked: chosen
                    border.color: chosen || activeFocus ? Look.accent : Look.edge
                    onPressed: choice.chosen(modelData.value)
                    Accessible.onToggleAction: pressed()
                    Keys.onRightPressed: { const n = all.itemAt(index + 1); if (n) n.forceActiveFocus() }
                    Keys.onLeftPressed: { const n = all.itemAt(index - 1); if (n) n.forceActiveFocus() }
                }
            }
        }
    }
}
