// A line over time, drawn with Shapes: read by eye, walked by arrow keys, told to a screen reader, listed as words.
import QtQuick
import QtQuick.Shapes
import Eddy

FocusScope {
    id: chart
    property string label: ""
    property var points: []            // [{name, value}]; value undefined: nothing known then
    property real low: 0
    property real high: 10
    property string unit: ""
    property bool bars: false
    property int at: -1
    readonly property var known: points.filter(p => p.value !== undefined)
    readonly property string said: at >= 0 && points[at] ? points[at].name + ": " + (points[at].value === undefined ? qsTr("nothing noted") : round(points[at].value) + unit) : ""
    function round(v) { return Math.round(v * 10) / 10 }
    function px(i) { const part = points.length < 2 ? 0.5 : i / (points.length - 1); return 6 + (Look.mirrored ? 1 - part : part) * (plot.width - 12) }
    function py(v) { return plot.height - 4 - (v - low) / Math.max(0.001, high - low) * (plot.height - 8) }
    // Unbroken stretches only: a day without a value is a gap, not a zero.
    readonly property var stretches: {
        const out = []
        let now = []
        for (let i = 0; i < points.length; ++i) {
            if (points[i].value === undefined) { if (now.length > 1) out.push(now); now = [] }
            else now.push(Qt.point(px(i), py(points[i].value)))
        }
        if (now.length > 1) out.push(now)
        return out
    }
    implicitHeight: column.implicitHeight
    activeFocusOnTab: true
    Accessible.role: Accessible.Chart
    Accessible.name: label + ". " + (said || (known.length ? qsTr("%1 of %2 with a value, lowest %3, highest %4. Arrow keys walk through them.").arg(known.length).arg(points.length).arg(round(Math.min(...known.map(p => p.value)))).arg(round(Math.max(...known.map(p => p.value)))) : qsTr("nothing noted yet")))
    Accessible.focusable: true
    Keys.onRightPressed: at = Math.min(points.length - 1, at + 1)
    Keys.onLeftPressed: at = at < 0 ? points.length - 1 : Math.max(0, at - 1)
    onActiveFocusChanged: if (!activeFocus) at = -1
    Column {
        id: column
        width: parent.width
        spacing: 4
        Item {
            width: parent.width
            height: Math.max(name.implicitHeight, value.implicitHeight)
            Prose { id: name; anchors.left: parent.left; width: parent.width * 0.45; font.weight: Font.DemiBold; text: chart.label; Accessible.ignored: true }
            Prose { id: value; anchors.right: parent.right; width: parent.width * 0.52; horizontalAlignment: Text.AlignRight; color: Look.accent; text: chart.said; Accessible.ignored: true }
        }
        Item {
            id: plot
            width: parent.width
            height: 110 * (0.6 + 0.4 * Look.scale)
            Rectangle { anchors.fill: parent; color: Look.card; border.color: chart.activeFocus ? Look.accent : Look.line; border.width: chart.activeFocus ? 2 : 1; radius: 8 }
            Repeater { model: [chart.low, (chart.low + chart.high) / 2, chart.high]
                Rectangle { x: 1; width: plot.width - 2; height: 1; y: chart.py(modelData); color: Look.line; visible: index === 1 } }
            Prose { visible: !chart.known.length; anchors.centerIn: parent; color: Look.quiet; text: qsTr("Nothing noted yet"); Accessible.ignored: true }
            Repeater {
                model: chart.bars ? [] : chart.stretches
                Shape {
                    anchors.fill: parent
                    ShapePath { strokeColor: Look.disc; strokeWidth: 2; fillColor: "transparent"; joinStyle: ShapePath.RoundJoin; capStyle: ShapePath.RoundCap
                        PathPolyline { path: modelData } }
                }
            }
            Repeater {
                model: chart.points
                Rectangle {
                    visible: modelData.value !== undefined && (!chart.bars || modelData.value > 0)
                    readonly property real v: modelData.value === undefined ? chart.low : modelData.value
                    width: chart.bars ? Math.max(2, plot.width / Math.max(1, chart.points.length) * 0.6) : index === chart.at ? 11 : chart.points.length > 60 ? 3 : 6
                    height: chart.bars ? plot.height - 4 - chart.py(v) : width
                    radius: chart.bars ? 2 : width / 2
                    x: chart.px(index) - width / 2
                    y: chart.bars ? chart.py(v) : chart.py(v) - height / 2
                    color: index === chart.at ? Look.accent : Look.disc
                    antialiasing: true
                }
            }
            Rectangle { visible: chart.at >= 0; x: chart.px(chart.at); width: 1; height: plot.height; color: Look.accent }
            MouseArea { anchors.fill: parent; hoverEnabled: true; onPositionChanged: m => { const p = (m.x - 6) / Math.max(1, plot.width - 12); chart.at = Math.max(0, Math.min(chart.points.length - 1, Math.round((Look.mirrored ? 1 - p : p) * (chart.points.length - 1)))) } onExited: chart.at = -1; onClicked: chart.forceActiveFocus() }
        }
        Item {
            width: parent.width; height: first.implicitHeight
            Prose { id: first; anchors.left: parent.left; width: parent.width / 2; font.pixelSize: Look.small; color: Look.quiet; text: chart.points.length ? chart.points[0].name : ""; Accessible.ignored: true }
            Prose { anchors.right: parent.right; width: parent.width / 2; horizontalAlignment: Text.AlignRight; font.pixelSize: Look.small; color: Look.quiet; text: chart.points.length ? chart.points[chart.points.length - 1].name : ""; Accessible.ignored: true }
        }
    }
}
