// A passphrase.
import QtQuick
import Eddy

FocusScope {
    id: field
    property string label: ""
    property alias text: input.text
    property bool fresh: false  // one to be set: what is wrong is said before it is typed once more
    property string told: ""
    signal accepted
    function grab() { input.forceActiveFocus() }
    function look() {
        if (fresh && text)
            core.call("Core/CheckPassphrase", { passphrase: text }, () => told = "", e => told = Say.error(e))
    }
    onAccepted: look()
    implicitHeight: column.implicitHeight
    Column {
        id: column
        width: parent.width
        spacing: 4
        // Qt tells nobody the name of a password field, so the label speaks
        Prose { width: parent.width; text: field.label; font.pixelSize: Look.small; color: Look.quiet }
        Rectangle {
            width: parent.width
            height: Look.body * 1.4 + Look.space * 1.6
            radius: 8
            color: Look.paper
            border.color: input.activeFocus ? Look.accent : Look.edge
            border.width: input.activeFocus ? 2 : 1
            TextInput {
                id: input
                anchors {
                    fill: parent; leftMargin: Look.space * 1.2; rightMargin: Look.space * 1.2
                    topMargin: Look.space * 0.8
                }
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
                onTextChanged: field.told = ""
                onActiveFocusChanged: if (!activeFocus) field.look()
            }
        }
        Prose {
            visible: text !== ""; width: parent.width; text: field.told; color: Look.warn
            Accessible.role: Accessible.AlertMessage
        }
    }
}
