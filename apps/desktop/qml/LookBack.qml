// One thing that the core says of how it has been: its lines with their numbers, and how it is to be taken.
import QtQuick
import Eddy

Column {
    id: part
    property var section: ({})
    spacing: Look.space
    Section { text: part.section.title || "" }
    Repeater {
        model: part.section.line || []
        Prose {
            width: part.width
            text: modelData.text + (modelData.more ? "   (" + modelData.more + ")" : "")
        }
    }
    Prose {
        width: parent.width; color: Look.quiet
        text: part.section.note || ""
        visible: text !== ""
    }
    Key {
        visible: part.section.withPeople === true; takesFocus: true
        text: qsTr("My people")
        onPressed: desk.show("people")
    }
    Panel {
        visible: (part.section.copy || "") !== ""
        Prose { width: parent.width; text: part.section.copy || "" }
        Key {
            takesFocus: true
            text: qsTr("Copy this, to give to a lead")
            onPressed: desk.copy(part.section.copy)
        }
    }
}
