// Text in Eddy's type: wraps, mirrors, and reads as what it says.
import QtQuick
import Eddy

Text {
    color: Look.text
    font.pixelSize: Look.body
    lineHeight: 1.32
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
    horizontalAlignment: Text.AlignLeft
    Accessible.role: Accessible.StaticText
    Accessible.name: text
    Accessible.ignored: !text
}
