// A month as a grid of days, by mouse and by keys. Where there is no room beside each other the days stand
// under each other. One day takes the tab key; the arrows go on from it.
import QtQuick
import Eddy

FocusScope {
    id: grid
    required property Roster roster
    property int at: 0                 // the day that the keyboard is on; its month is shown
    property int today: 0
    signal moved(int to)
    signal opened
    readonly property int month: firstOf(at, 0)
    readonly property int next: firstOf(at, 1)
    readonly property int start: month - column(month)
    readonly property string title: nameOf(at).toLocaleDateString(Qt.locale(), "MMMM yyyy")
    readonly property real gap: 4
    readonly property real pad: Look.space * 0.7
    readonly property int across: (width - 6 * gap) / 7 >= end.implicitWidth + 2 * pad ? 7 : 1
    readonly property real inside: (across === 7 ? (width - 6 * gap) / 7 : width) - 2 * pad
    implicitHeight: all.implicitHeight

    function firstOf(day, months) {
        const d = new Date(day * roster.dayMs)
        return Math.round(Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + months, 1) / roster.dayMs)
    }
    // The most shifts that a day of that week has: its days are as high as each other.
    function most(week) {
        let n = 1
        for (let day = start + 7 * week; day < start + 7 * week + 7; ++day)
            if (day >= month && day < next) n = Math.max(n, roster.known(day).spans.length)
        return n
    }
    // The same date in another month, or the last that it has.
    function plusMonths(day, months) {
        const date = new Date(day * roster.dayMs).getUTCDate(), there = firstOf(day, months)
        return Math.min(there + date, firstOf(there, 1)) - 1
    }
    function weekday(day) { return ((day + 4) % 7 + 7) % 7 }   // 0 Sunday; 1970 began on a Thursday
    function column(day) { return (weekday(day) - Qt.locale().firstDayOfWeek + 7) % 7 }
    function nameOf(day) { return roster.dateOf(day) }
    function grab() { const cell = cells.itemAt(at - start); if (cell) cell.forceActiveFocus() }
    function move(to) { moved(to); grab() }
    function step(key) {
        const on = Look.mirrored ? -1 : 1
        switch (key) {
        case Qt.Key_Right: return at + on
        case Qt.Key_Left: return at - on
        case Qt.Key_Down: return at + across
        case Qt.Key_Up: return at - across
        case Qt.Key_Home: return at - column(at)
        case Qt.Key_End: return at - column(at) + 6
        case Qt.Key_PageDown: return plusMonths(at, 1)
        case Qt.Key_PageUp: return plusMonths(at, -1)
        default: return at
        }
    }
    Keys.onPressed: event => {
        if (event.modifiers & ~Qt.KeypadModifier) return
        const enter = [Qt.Key_Return, Qt.Key_Enter, Qt.Key_Space].indexOf(event.key) >= 0
        if (!enter && step(event.key) === at && event.key !== Qt.Key_Home && event.key !== Qt.Key_End) return
        event.accepted = true
        if (enter) opened()
        else move(step(event.key))
    }
    // How wide a shift's times are; where that is too much, one of its two ends stands above the other.
    Prose {
        id: line
        visible: false; lineHeight: 1; font.pixelSize: Look.small; font.weight: Font.DemiBold
        text: grid.roster.shown({ from: 1320, to: 600 })
    }
    Prose {
        id: end
        visible: false; lineHeight: 1; font.pixelSize: Look.small; font.weight: Font.DemiBold
        text: grid.roster.wallClock(1320) + "–"
    }
    Column {
        id: all
        width: parent.width
        spacing: grid.gap
        Row {
            width: parent.width; spacing: grid.gap; visible: grid.across === 7
            Repeater {
                model: 7
                Prose {
                    readonly property int weekday: (Qt.locale().firstDayOfWeek + index) % 7
                    width: (all.width - 6 * grid.gap) / 7; horizontalAlignment: Text.AlignHCenter
                    text: Qt.locale().dayName(weekday, Locale.ShortFormat); color: Look.quiet
                    font.pixelSize: Look.small; elide: Text.ElideRight; wrapMode: Text.NoWrap
                    Accessible.name: Qt.locale().dayName(weekday, Locale.LongFormat)
                }
            }
        }
        Grid {
            width: parent.width; columns: grid.across; spacing: grid.gap
            Repeater {
                id: cells
                model: 42
                Item {
                    id: place
                    readonly property int day: grid.start + index
                    readonly property bool here: day >= grid.month && day < grid.next
                    readonly property var known: grid.roster.known(day)
                    readonly property bool entered: known.entries.length > 0
                    // An empty place keeps the days of a first week in their columns.
                    visible: here || (grid.across === 7 && day < grid.month)
                    width: grid.inside + 2 * grid.pad
                    height: grid.across === 7
                        ? date.implicitHeight + 2 * grid.pad + line.implicitHeight
                            * grid.most(Math.floor(index / 7)) * (line.implicitWidth > grid.inside ? 2 : 1)
                        : words.implicitHeight + 2 * grid.pad
                    activeFocusOnTab: activeFocus || here && day === grid.at
                    Accessible.role: Accessible.Button
                    Accessible.name: here ? Say.day(grid.nameOf(day)) + ", " + grid.roster.said(day) : ""
                    Accessible.description: day === grid.today ? qsTr("Today") : ""
                    Accessible.ignored: !here
                    Accessible.focusable: true
                    Accessible.selectable: true
                    Accessible.selected: day === grid.at
                    Accessible.onPressAction: press()
                    function press() { grid.move(day); grid.opened() }
                    Rectangle {
                        anchors.fill: parent; visible: place.here; radius: 8
                        color: place.entered ? Look.wash : Look.card
                        border.color: place.day === grid.at ? Look.accent
                            : mouse.containsMouse ? Look.edge : Look.line
                        border.width: place.activeFocus ? 2 : 1
                        Flow {
                            id: words
                            anchors { fill: parent; margins: grid.pad }
                            Prose {
                                id: date
                                width: grid.across === 7 ? grid.inside : grid.inside * 0.4
                                text: grid.across === 7 ? new Date(place.day * grid.roster.dayMs).getUTCDate()
                                    : grid.nameOf(place.day).toLocaleDateString(Qt.locale(), "ddd d")
                                lineHeight: 1.15
                                color: place.day === grid.today ? Look.accent : Look.text
                                font.weight: place.day === grid.today ? Font.Bold : Font.Normal
                                font.underline: place.day === grid.today
                                Accessible.ignored: true
                            }
                            Column {
                                width: grid.across === 7 ? grid.inside : grid.inside * 0.59
                                Repeater {
                                    model: grid.roster.isOff(place.known) ? [{}] : place.known.spans
                                    Prose {
                                        readonly property bool usual: modelData.usual === true
                                        width: parent.width; lineHeight: 1; font.pixelSize: Look.small
                                        text: !modelData.startMs ? qsTr("Off")
                                            : Say.clock(modelData.startMs) + "–" + Say.clock(modelData.endMs)
                                        color: usual ? Look.quiet : Look.text
                                        font.weight: usual ? Font.Normal : Font.DemiBold
                                        Accessible.ignored: true
                                    }
                                }
                            }
                        }
                        MouseArea {
                            id: mouse
                            anchors.fill: parent; hoverEnabled: true; cursorShape: Qt.PointingHandCursor
                            onClicked: place.press()
                        }
                    }
                }
            }
        }
    }
}
