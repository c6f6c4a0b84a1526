// The board: what is needed now, or a surprise; and putting something on it.
import QtQuick
import Eddy

Page {
    id: page
    property var item: null
    property string picture: ""
    property bool adding: false
    property bool anyway: false
    property string need: "NEED_REASSURE"
    property string kind: "BOARD_QUOTE"
    property string file: ""
    property bool asked: false
    title: qsTr("Your board")
    lead: adding ? "" : qsTr("Things that reassure you, remind you, or make you laugh. What do you need?")
    function show(what) {
        asked = true
        picture = ""
        core.call("Board/Show", what ? { need: what } : {}, r => {
            item = r.entry && r.entry.boardItem ? r.entry : null
            if (item && item.boardItem.picture)
                core.call("Board/GetPicture", { id: item.id, space: item.space },
                    p => picture = "data:" + p.mediaType + ";base64," + p.picture, e => fail(e))
        }, e => fail(e))
    }
    function add() {
        const q = { item: { need: need, kind: kind }, anyway: anyway }
        if (text.text.trim()) q.item.text = text.text
        if (from.text.trim()) q.item.from = from.text
        if (file) {
            q.picture = desk.readPicture(file)
            if (!q.picture)
                return tell(qsTr("That picture could not be read, or is over 20 MB. Nothing was added."),
                    true)
        }
        if (!q.item.text && !q.picture) return tell(qsTr("It needs words or a picture."), true)
        core.call("Board/Add", q, () => {
            text.text = from.text = file = ""
            adding = anyway = false
            tell(qsTr("It is on your board, encrypted. Where and with what a picture was taken has been "
                + "removed."))
        }, e => { anyway = e.reason === "OTHERS_DATA"; fail(e) })
    }
    Unlock {
        first: true; visible: core.exists && !core.open
        why: qsTr("Your board is yours alone, so it needs your passphrase.")
    }
    Column {
        visible: core.open && !page.adding
        width: parent.width
        spacing: Look.space * 1.5
        Flow {
            width: parent.width
            spacing: Look.space
            Repeater {
                model: Say.needs
                Key { takesFocus: true; text: modelData.text; onPressed: page.show(modelData.value) }
            }
            Key { takesFocus: true; text: qsTr("Surprise me"); onPressed: page.show("") }
            Key {
                takesFocus: true; text: qsTr("Put something on it")
                onPressed: { page.adding = true; page.tell("") }
            }
        }
        Panel {
            visible: page.item !== null
            Image {
                visible: page.picture !== ""
                width: parent.width
                height: Math.min(implicitHeight, 360)
                source: page.picture
                fillMode: Image.PreserveAspectFit
                sourceSize.width: 1200
                Accessible.role: Accessible.Graphic
                Accessible.name: page.item ? page.item.boardItem.text || qsTr("A picture of yours") : ""
            }
            Prose {
                width: parent.width; visible: text !== ""; horizontalAlignment: Text.AlignHCenter
                font.pixelSize: Look.title; lineHeight: 1.25
                text: page.item ? page.item.boardItem.text || "" : ""
            }
            Prose {
                width: parent.width; visible: text !== ""; horizontalAlignment: Text.AlignHCenter
                color: Look.quiet
                text: page.item
                    ? [page.item.boardItem.from, page.item.fromWork ? Say.fromWork : ""]
                        .filter(w => w).join("\n")
                    : ""
            }
            Row {
                anchors.horizontalCenter: parent.horizontalCenter
                spacing: Look.space
                Key { takesFocus: true; text: qsTr("Another"); onPressed: page.show("") }
                Key {
                    takesFocus: true; text: qsTr("Not today")
                    onPressed: core.call("Board/HideToday",
                        { id: page.item.id, space: page.item.space }, () => page.show(""),
                        e => page.fail(e))
                }
                Key {
                    takesFocus: true; text: qsTr("Take it off")
                    onPressed: core.call("Journal/Trash",
                        { id: page.item.id, space: page.item.space }, () => {
                        page.item = null
                        page.tell(qsTr("Taken off. It is in the trash, in Settings."))
                    }, e => page.fail(e))
                }
            }
        }
        Prose {
            visible: page.asked && page.item === null; width: parent.width; color: Look.quiet
            text: qsTr("Nothing here for that yet. Put something on it on a good day, for a hard one.")
        }
    }
    Column {
        visible: core.open && page.adding
        width: parent.width
        spacing: Look.space * 1.5
        Choice {
            width: parent.width; label: qsTr("It is there to"); options: Say.needs; value: page.need
            onChosen: v => page.need = v
        }
        Choice {
            width: parent.width; label: qsTr("It is"); options: Say.boardKinds; value: page.kind
            onChosen: v => page.kind = v
        }
        Field { id: text; width: parent.width; lines: 2; label: qsTr("Words") }
        Field { id: from; width: parent.width; label: qsTr("From whom, or from where") }
        Row {
            spacing: Look.space
            Key {
                takesFocus: true; text: qsTr("Choose a picture")
                onPressed: desk.pickPicture(f => {
                    page.file = f
                    if (page.kind === "BOARD_QUOTE") page.kind = "BOARD_PICTURE"
                })
            }
            Prose {
                anchors.verticalCenter: parent.verticalCenter; color: Look.quiet
                text: page.file ? String(page.file).split("/").pop() : qsTr("or drop one here")
            }
        }
        Row {
            spacing: Look.space
            Key {
                strong: true; takesFocus: true
                text: page.anyway ? qsTr("Add it anyway") : qsTr("Add it")
                onPressed: page.add()
            }
            Key { takesFocus: true; text: qsTr("Back"); onPressed: { page.adding = false; page.tell("") } }
        }
        DropArea {
            width: parent.width; height: Look.space * 4
            onDropped: drop => { if (drop.hasUrls) page.file = drop.urls[0] }
        }
    }
}
