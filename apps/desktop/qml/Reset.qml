// The minute after a call. Plays at once, locked or not; Esc is gone and the CRM has its caret back.
//   ask 6, where chance may decide: how tense, before anything is shown
//   play 45 s: breathe, and "Now?" beside it · after 3: "And now?" · over 4: the next person is new
//   log 3: one key, one more · down 3: shoulders · gone after 58, if nobody presses anything
import QtQuick
import QtQuick.Window
import Eddy
import Desk

Window {
    id: window
    property string practice: ""      // empty: the pinned one
    property int seconds: 0           // 0: the usual length, of the pinned one what is set
    property string phase: "play"
    property string arm: practice ? "ARM_CHOSEN" : "ARM_PINNED"
    property bool resume: false       // Eddy went away in the middle; go on where it was
    property string trouble: ""
    property var hard: null           // what was logged: {id, howHard}
    readonly property var area: desk.area()

    title: qsTr("Notes")
    flags: Qt.FramelessWindowHint | Qt.WindowStaysOnTopHint | Qt.Dialog
    color: Look.paper
    width: Math.min(area.width - 32, 460 * (0.6 + 0.4 * Look.scale))
    height: Math.min(area.height - 32, 500 * (0.6 + 0.4 * Look.scale))
    x: area.x + (area.width - width) / 2
    y: area.y + (area.height - height) / 2

    function again() {}
    function go() { desk.leave(window) }
    function pass(next, seconds) {
        phase = next
        wait.stop()
        wait.interval = seconds * 1000
        if (!core.settings.waitForMe || next === "over" || next === "down") wait.restart()
    }
    function tense(n) { wait.stop(); phase = "play"; player.tense(n) }
    function leaveNow(act) {
        // What was given is kept after the window is gone: the next call comes first.
        if (phase === "play" && player.playing) { player.answer(act); go() } else go()
    }
    function after(n) { pass("over", 4); player.answer("AFTER", n, () => player.keep(arm)) }
    function logHard(n) {
        hard = Say.keep("hardCall", { howHard: n }, (kept, e) => { if (e) tell(e) })
        pass("kind", 6)
    }
    function tell(e) { trouble = Say.error(e); pass("told", 12) }
    function logKind(index) {
        hard.kind = Say.callKinds[index].value
        Say.keep("hardCall", hard)
        pass("down", 3)
    }

    onClosing: if (player.playing) { player.answer("STOP") }
    Component.onCompleted: {
        const was = desk.playing()
        if (!was) { if (resume) go(); else begin(); return }
        // What a crash cut off is kept as far as it went, unless it is still going on and was asked for.
        // It was going on meanwhile; never from before it was seen, where the wall was set back.
        const { state, seenMs } = JSON.parse(was), atMs = Math.max(core.now(), seenMs)
        core.callAt(atMs, "Player/At", { state: state }, reply => {
            if (resume && !reply.scene.ended) { arm = "ARM_CHOSEN"; player.resume(state, atMs); return }
            core.call("Journal/PracticeDone",
                { state: state, arm: "ARM_CHOSEN",
                    endedMs: seenMs })
            desk.savePlaying("")
            if (resume) go(); else begin()
        }, e => { desk.savePlaying(""); begin() })
    }
    function begin() {
        if (practice === "break.window" && core.open)
            core.call("Board/Show", {}, r => {
                if (r.entry && r.entry.boardItem && r.entry.boardItem.picture)
                    core.call("Board/GetPicture", { id: r.entry.id, space: r.entry.space },
                        p => view.source = "data:" + p.mediaType + ";base64," + p.picture)
            })
        player.begin({ practice: practice, where: "BETWEEN", seconds: seconds })
    }

    Player {
        id: player
        still: Look.still
        onRefused: e => window.tell(e)
        onAsksFirst: window.pass("ask", 6)
        onEnded: scene => {
            if (window.phase !== "play") return
            if (!scene.finished) { keep(window.arm); window.go(); return }
            if (scene.before >= 0 && scene.before !== undefined || player.rate) window.pass("after", 3)
            else { keep(window.arm); window.pass("over", 4) }
        }
    }
    Timer {
        id: wait
        onTriggered: {
            if (window.phase === "ask") window.tense(-1)
            else if (window.phase === "after") { player.keep(window.arm); window.pass("over", 4) }
            else if (window.phase === "over") {
                if (core.exists) window.pass("log", 3); else window.pass("down", 3)
            } else if (window.phase === "log" || window.phase === "kind")
                window.pass("down", 3)
            else window.go()
        }
    }

    Item {
        id: keys
        anchors.fill: parent
        focus: true
        LayoutMirroring.enabled: Look.mirrored
        LayoutMirroring.childrenInherit: true
        Keys.onPressed: event => {
            event.accepted = true
            const n = Say.digit(event.key, event.text)
            if (event.key === Qt.Key_Escape) window.leaveNow("STOP")
            else if (window.phase === "play") {
                const choices = (player.scene.choice || []).length
                if (event.key === Qt.Key_W) player.answer("WORSE")
                else if (event.key === Qt.Key_N) window.leaveNow("NEXT_CALL")
                else if (choices && n >= 1 && n <= choices) player.answer("CHOOSE", n - 1)
                else if (n >= 0 && !choices && !player.drawn) player.answer("BEFORE", n)
                else if (event.key === Qt.Key_Space || event.key === Qt.Key_Return) player.answer("NEXT")
            } else if (window.phase === "ask") {
                if (n >= 0) window.tense(n)
                else if (event.key === Qt.Key_Space || event.key === Qt.Key_Return) window.tense(-1)
                else if (event.key === Qt.Key_N) window.go()
            } else if (window.phase === "after" && n >= 0) {
                window.after(n)
            } else if (window.phase === "log" && n >= 0) {
                window.logHard(n)
            } else if (window.phase === "kind" && n >= 1 && n <= Say.callKinds.length) {
                window.logKind(n - 1)
            } else if (event.key === Qt.Key_Space || event.key === Qt.Key_Return) {
                wait.interval = 1
                wait.restart()
            } else event.accepted = false
        }

        Disc {
            id: disc
            anchors.horizontalCenter: parent.horizontalCenter
            y: Look.space * 3
            // Words come first: with large text the shape gives way.
            width: Math.max(48,
                Math.min(Math.min(parent.width, parent.height) * 0.52,
                    parent.height - middle.implicitHeight - foot.implicitHeight - Look.space * 9))
            height: width
            color: Look.disc
            fraction: Look.still ? 0.5 : player.fullness
            visible: !drawing.visible && !view.visible
            Accessible.ignored: true
        }
        // Looking at nature: through the window, or at a picture of one's own.
        Image {
            id: view
            anchors { left: parent.left; right: parent.right; top: parent.top; margins: Look.space * 2 }
            height: disc.height + Look.space * 2
            fillMode: Image.PreserveAspectFit
            visible: window.phase === "play" && status === Image.Ready
            sourceSize.width: 900
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("A picture from your board")
        }
        Drawing {
            id: drawing
            anchors.fill: disc
            name: window.phase === "play" ? player.scene.drawing || "" : ""
            visible: name !== ""
        }
        Column {
            id: middle
            anchors {
                left: parent.left; right: parent.right; top: disc.bottom; margins: Look.space * 3
                topMargin: Look.space * 2
            }
            spacing: Look.space
            Prose {
                objectName: "prompt"
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                font.pixelSize: Look.title
                lineHeight: 1.2
                text: window.phase === "play" ? player.scene.prompt || ""
                    : window.phase === "ask" ? qsTr("How tense, 0 to 10?")
                    : window.phase === "after" ? qsTr("And now?")
                    : window.phase === "over" ? qsTr("That call is over. The next person is new.")
                    : window.phase === "log" ? qsTr("Was it a hard one? Log it with one key, 0 to 10.")
                    : window.phase === "kind" ? qsTr("Logged. What kind was it?")
                    : window.phase === "down" ? qsTr("Shoulders down.") : window.trouble
                Accessible.role: Accessible.AlertMessage
            }
            Repeater {
                model: window.phase === "play" ? player.scene.choice || [] : []
                Key {
                    anchors.horizontalCenter: parent.horizontalCenter; key: index + 1; text: modelData
                    onPressed: player.answer("CHOOSE", index)
                }
            }
            Grid {
                visible: window.phase === "kind"
                columns: 2
                spacing: Look.space / 2
                anchors.horizontalCenter: parent.horizontalCenter
                Repeater {
                    model: window.phase === "kind" ? Say.callKinds : []
                    Key { width: (middle.width - Look.space) / 2; key: index + 1; text: modelData.text
                          onPressed: window.logKind(index) }
                }
            }
            Scale10 {
                visible: window.phase === "log" || window.phase === "after" || window.phase === "ask"
                    || (window.phase === "play" && !(player.scene.choice || []).length && player.rate
                        && (player.scene.before ?? -1) < 0)
                anchors.horizontalCenter: parent.horizontalCenter
                question: window.phase === "play" ? qsTr("How tense now? (or just breathe)") : ""
                width: parent.width
                onChosen: n => {
                    if (window.phase === "play") player.answer("BEFORE", n)
                    else if (window.phase === "ask") window.tense(n)
                    else if (window.phase === "after") window.after(n)
                    else window.logHard(n)
                }
            }
            Prose {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                color: Look.quiet
                font.pixelSize: Look.small
                text: window.phase === "play" ? player.scene.caution || "" : ""
                visible: text !== ""
            }
            Key {
                anchors.horizontalCenter: parent.horizontalCenter; key: qsTr("Space")
                visible: window.phase === "play" && player.waits; text: qsTr("End the wait")
                onPressed: player.answer("NEXT")
            }
            Prose {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                color: Look.quiet
                font.pixelSize: Look.small
                text: window.phase === "play" && !player.scene.worse && Say.chosenBecause[player.why] || ""
                visible: text !== ""
            }
        }
        Prose {
            id: foot
            anchors {
                bottom: parent.bottom; horizontalCenter: parent.horizontalCenter
                bottomMargin: Look.space * 1.5
            }
            width: parent.width - Look.space * 4
            horizontalAlignment: Text.AlignHCenter
            color: Look.quiet
            font.pixelSize: Look.small
            text: window.phase === "play" ? qsTr("Esc leave · N next call · W this makes it worse")
                : window.phase === "ask" ? qsTr("Esc leave · Space go on without · N next call")
                : qsTr("Esc leave · Space go on")
        }
        Rectangle { anchors.fill: parent; color: "transparent"; border.color: Look.line }
    }
}
