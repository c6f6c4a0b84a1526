// A passphrase.
import QtQuick
import Eddy

FocusScope {
    id: field
    property string label: ""
    property alias text: input.text
    signal accepted
    function grab() { input.forceActiveFocus() }
    implicitHeight: column.implicitHeight
    Column {
        id: column
        width: parent.width
        spacing: 4
        Prose { width: parent.width; text: field.label; font.pixelSize: Look.small; color: Look.quiet }  // Qt tells nobody the name of a password field, so the label speaks
        Rectangle {
            width: parent.width
            height: Look.body * 1.4 + Look.space * 1.6
            radius: 8
            color: Look.paper
            border.color: input.activeFocus ? Look.accent : Look.edge
            border.width: input.activeFocus ? 2 : 1
            TextInput {
                id: input
                anchors { fill: parent; leftMargin: Look.space * 1.2; rightMargin: Look.space * 1.2; topMargin: Look.space * 0.8 }
                color: Look.text
                font.pixelSize: Look.body
                echoMode: TextInput.Password
                inputMethodHints: Qt.ImhSensitiveData | Qt.ImhHiddenText | Qt.ImhNoPredictiveText
                focus: true
                clip: true
                activeFocusOnTab: true
                selectByMouse: true
                Accessible.role: Accessible.EditableText
                Accessible.name: field.label
                Accessible.passwordEdit: true
                onAccepted: field.accepted()
            }
        }
    }
}
