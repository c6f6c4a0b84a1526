// A place to write: one line, or several. The label says what for; the core says what may be kept.
import QtQuick
import Eddy

FocusScope {
    id: field
    property string label: ""
    property string spoken: label     // what a screen reader says, where no label is shown
    property string hint: ""
    property alias text: input.text
    property int lines: 1
    property bool readOnly: false
    signal accepted
    function grab() { input.forceActiveFocus() }
    implicitHeight: column.implicitHeight
    activeFocusOnTab: false
    Column {
        id: column
        width: parent.width
        spacing: 4
        Prose { id: name; visible: text !== ""; width: parent.width; text: field.label; font.pixelSize: Look.small; color: Look.quiet; Accessible.ignored: true }
        Rectangle {
            width: parent.width
            height: Math.max(field.lines * Look.body * 1.4, input.contentHeight) + Look.space * 1.6
            radius: 8
            color: Look.paper
            border.color: input.activeFocus ? Look.accent : Look.edge
            border.width: input.activeFocus ? 2 : 1
            TextEdit {
                id: input
                anchors { fill: parent; leftMargin: Look.space * 1.2; rightMargin: Look.space * 1.2; topMargin: Look.space * 0.8; bottomMargin: Look.space * 0.6 }
                color: Look.text
                font.pixelSize: Look.body
                wrapMode: TextEdit.Wrap
                textFormat: TextEdit.PlainText
                readOnly: field.readOnly
                selectByMouse: true
                selectionColor: Look.accent
                selectedTextColor: Look.accentText
                clip: true
                focus: true
                activeFocusOnTab: true
                Accessible.role: Accessible.EditableText
                Accessible.name: field.spoken
                Accessible.description: field.hint
                Accessible.multiLine: field.lines > 1
                Keys.onPressed: event => {
                    if ((event.key === Qt.Key_Return || event.key === Qt.Key_Enter) && (field.lines === 1 || event.modifiers & Qt.ControlModifier)) { field.accepted(); event.accepted = true }
                    else if (event.key === Qt.Key_Tab) { event.accepted = true; const n = nextItemInFocusChain(true); if (n) n.forceActiveFocus(Qt.TabFocusReason) }
                    else if (event.key === Qt.Key_Backtab) { event.accepted = true; const n = nextItemInFocusChain(false); if (n) n.forceActiveFocus(Qt.BacktabFocusReason) }
                }
            }
            Prose { visible: !input.text && !input.activeFocus && field.hint !== ""; anchors.fill: input; text: field.hint; color: Look.quiet; elide: Text.ElideRight; Accessible.ignored: true }
        }
    }
}
