// A page to take to somebody, made of the lines that are ticked, shown whole before it is copied.
import QtQuick
import Eddy

Column {
    id: chosen
    property string method: ""         // gives the lines there are, and the page of the chosen
    property var about: ({})           // what it is asked beside
    property string lead: ""
    property var parts: []
    property var ticked: []
    property string text: ""
    signal copied
    signal back
    signal failed(var e)
    spacing: Look.space
    function look() {
        core.call(method, Object.assign({ chosen: ticked }, about), r => {
            text = r.page || ""
            if (!parts.length) parts = r.part || []  // else what has the focus would be made anew
        }, e => failed(e))
    }
    onVisibleChanged: if (visible) { parts = []; ticked = []; look() }
    Prose { width: parent.width; color: Look.quiet; text: chosen.lead }
    Repeater {
        model: chosen.parts
        Tick {
            width: chosen.width; text: modelData.ask + "\n" + modelData.text
            checked: chosen.ticked.indexOf(modelData.key) >= 0
            onToggled: {
                const key = modelData.key
                chosen.ticked = checked ? chosen.ticked.filter(k => k !== key)
                    : chosen.ticked.concat([key])
                chosen.look()
            }
        }
    }
    Section { text: qsTr("The whole page"); visible: chosen.text !== "" }
    Panel { visible: chosen.text !== ""; Prose { width: parent.width; text: chosen.text } }
    Row {
        spacing: Look.space
        Key {
            strong: true; takesFocus: true; visible: chosen.text !== ""
            text: qsTr("Copy this page")
            onPressed: { desk.copy(chosen.text); chosen.copied() }
        }
        Key { takesFocus: true; text: qsTr("Back"); onPressed: chosen.back() }
    }
}
