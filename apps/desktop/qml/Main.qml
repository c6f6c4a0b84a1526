import QtQuick
import QtQuick.Window
import Eddy
Window { id: w; title: "Notes"; width: 400; height: 300; property string page; function again() {}
 Words { anchors.centerIn: parent; text: "hello" } 
 Item { focus: true; anchors.fill: parent; Keys.onEscapePressed: desk.leave(w) } }
