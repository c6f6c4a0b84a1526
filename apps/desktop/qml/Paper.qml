// 24 words to be written on paper, shown only now.
import QtQuick
import Eddy

Column {
    id: paper
    property var phrase: []
    property string why: ""
    signal written
    width: parent ? parent.width : 0
    spacing: Look.space * 1.5
    visible: phrase.length > 0
    Prose { width: parent.width; text: paper.why }
    Grid {
        width: parent.width
        columns: Math.max(1, Math.min(4, Math.floor(width / (8.5 * Look.body))))  // the longest of the words has eight letters
        columnSpacing: Look.space * 2
        rowSpacing: Look.space / 2
        Repeater { model: paper.phrase; Prose { text: (index + 1) + "  " + modelData; Accessible.name: (index + 1) + " " + modelData } }
    }
    Key { anchors.left: parent.left; strong: true; takesFocus: true; text: qsTr("I have written them down"); onPressed: paper.written() }
}
