// The cards at rest: read them before the shift, add words of your own, print them for a pocket.
import QtQuick
import Eddy

Page {
    id: page
    property var all: []
    property string openId: ""
    property var open: null
    property bool anyway: false
    title: qsTr("Cards")
    lead: qsTr("Sentences for a call. During one, %1 brings them up without leaving your work; "
        + "A and D are the abuse ladder and a caller in danger.")
        .arg(desk.keys.cards || qsTr("a key of yours"))
    Component.onCompleted: core.call("Content/List", { kind: ["CARD", "SCRATCHPAD", "LIST"] },
        r => all = (r.practice || []).filter(p => p.id !== "support.reach"), e => fail(e))
    function look(id) {
        openId = id
        core.call("Content/Get", { id: id }, r => { if (openId === id) open = r }, e => fail(e))
    }
    function printAll() {
        const sheet = []
        let left = all.length
        for (const p of all)
            core.call("Content/Get", { id: p.id }, r => {
                const lines = []
                for (const g of r.practice.group || []) {
                    lines.push(g.title.toUpperCase())
                    for (const l of g.line) lines.push(l)
                }
                for (const q of r.practice.prompt || []) lines.push(q.ask)
                sheet.push({ title: r.practice.title, lines: lines })
                if (--left === 0) {
                    const path = desk.pocketCards(sheet)
                    if (path) Qt.openUrlExternally("file://" + path)
                    tell(path ? qsTr("Written to %1, ready to print. Your own words are not on it.").arg(path)
                        : qsTr("The sheet could not be written into your documents folder. "
                            + "Nothing else was changed."), !path)
                }
            })
    }
    Key {
        anchors.left: parent.left; takesFocus: true; text: qsTr("Print pocket cards")
        onPressed: page.printAll()
    }
    Repeater {
        model: page.all
        Panel {
            id: panel
            readonly property var card: modelData
            readonly property bool shown: page.openId === modelData.id && page.open !== null
                && page.open.practice.id === modelData.id
            Entry {
                name: modelData.title
                details: modelData.about || ""
                Key {
                    takesFocus: true
                    text: panel.shown ? qsTr("Close") : qsTr("Read")
                    Accessible.name: qsTr("Read %1").arg(modelData.title)
                    onPressed: panel.shown ? page.openId = "" : page.look(modelData.id)
                }
            }
            Column {
                visible: panel.shown
                width: parent.width
                spacing: Look.space / 2
                Repeater {
                    model: panel.shown ? page.open.own || [] : []
                    Rectangle {
                        width: panel.width - Look.space * 3
                        implicitHeight: mine.implicitHeight + Look.space * 2
                        radius: Look.radius; color: Look.wash
                        Prose {
                            id: mine
                            anchors {
                                left: parent.left; right: bin.left; top: parent.top; margins: Look.space
                            }
                            text: modelData.ownCard ? modelData.ownCard.words || "" : ""
                        }
                        Key {
                            id: bin
                            anchors { right: parent.right; top: parent.top; margins: Look.space / 2 }
                            takesFocus: true; text: qsTr("Remove")
                            onPressed: core.call("Journal/Trash",
                                { id: modelData.id, space: modelData.space }, () => {
                                page.look(page.openId)
                                page.tell(qsTr("Removed. It is in the trash, in Settings."))
                            }, e => page.fail(e))
                        }
                    }
                }
                Repeater {
                    model: panel.shown ? page.open.practice.group || [] : []
                    Column {
                        width: parent.width
                        Prose {
                            width: parent.width; color: Look.accent; font.weight: Font.DemiBold
                            font.pixelSize: Look.small; text: modelData.title
                            topPadding: Look.space / 2
                        }
                        Repeater { model: modelData.line; Prose { width: parent.width; text: modelData } }
                    }
                }
                Field {
                    id: words; visible: core.open && Say.allowText; width: parent.width; lines: 2
                    label: panel.card.id === "card.danger" ? qsTr("Your centre's procedure (shown first)")
                        : qsTr("Words of your own for this")
                }
                Key {
                    anchors.left: parent.left; visible: core.open && Say.allowText; takesFocus: true
                    text: page.anyway ? qsTr("Keep them anyway") : qsTr("Add my words")
                    onPressed: {
                        if (!words.text.trim()) return
                        core.call("Journal/Keep",
                            { entry: { ownCard: { practice: panel.card.id, words: words.text } },
                                anyway: page.anyway }, () => {
                            words.text = ""
                            page.anyway = false
                            page.look(panel.card.id)
                        }, e => { page.anyway = e.reason === "OTHERS_DATA"; page.fail(e) })
                    }
                }
                Prose {
                    visible: core.open && !Say.allowText; width: parent.width; color: Look.quiet
                    font.pixelSize: Look.small
                    text: qsTr("This computer keeps numbers only, so words of your own cannot be added here.")
                }
                Prose {
                    visible: core.exists && !core.open; width: parent.width; color: Look.quiet
                    font.pixelSize: Look.small
                    text: qsTr("Your own words show when Eddy is unlocked.")
                }
            }
        }
    }
}
