// Plays a practice: holds the core's State, asks for the next Scene when it is due, and says how full the
// shape is. Every answer is on the disk before the next frame, so a crash loses nothing.
import QtQuick

Item {
    id: player
    property var state: null
    property var scene: ({})
    property real fullness: 0
    property bool still: false
    property bool rate: false         // it is this one's turn to be rated
    property string why: ""           // why Eddy chose it; empty: it did not
    readonly property bool waits: state !== null && state.arm === "ARM_WAIT"  // nothing is played
    // How tense one was belongs to what chance decided after it, and stays.
    readonly property bool drawn: waits || state !== null && state.arm === "ARM_DRAWN"
    property bool remember: true      // kept over a restart
    readonly property bool playing: state !== null && !scene.ended
    property int asked: 0             // guards against replies that come too late
    // Its own clock: what the wall showed when it began, and steady since. Another player does not set it.
    property real offset: 0
    property var first: null          // what waits for how tense one is: { request, reply }
    signal asksFirst()                // tense() answers
    signal ended(var scene)
    signal refused(var error)

    function now() { return offset + core.steady() }
    function begin(request) {
        offset = core.now() - core.steady()
        core.callAt(now(), "Player/Begin", request, reply => {
            rate = reply.rate === true
            why = reply.why || ""
            if (reply.askFirst) { first = { request: request, reply: reply }; asksFirst() } else show(reply)
        }, e => refused(e))
    }
    // 0 to 10, and it begins anew; -1: nobody says, and what was begun is played from now on.
    function tense(n) {
        if (!first) return
        const { request, reply } = first
        first = null
        rate = false  // nobody is asked twice
        if (n >= 0) return begin(Object.assign({}, request, { tension: n }))
        core.callAt(now(), "Player/At",
            { state: reply.state, awayMs: Math.max(0, now() - reply.state.beganMs) }, show, e => refused(e))
    }
    // Goes on with what another Eddy began, at `atMs` of its clock.
    function resume(state, atMs) { offset = atMs - core.steady(); player.state = state; look() }
    // `then` comes when the answer is part of the state.
    function answer(act, value, then) {
        if (!state) return
        const turn = ++asked
        core.callAt(now(), "Player/Answer", { state: state, act: act, value: value || 0 },
                  reply => { if (turn === asked) show(reply); if (then) then() }, e => refused(e))
    }
    function look() {
        if (!state) return
        const turn = ++asked
        core.callAt(now(), "Player/At", { state: state }, reply => { if (turn === asked) show(reply) },
            e => refused(e))
    }
    function show(reply) {
        state = reply.state
        scene = reply.scene
        if (remember) save()
        motion.stop()
        const at = now(), ends = scene.nextChangeMs || 0
        if (scene.ended) {
            ended(scene)
            return
        }
        if (!ends) return
        timer.interval = Math.max(1, ends - at)
        timer.restart()
        const from = scene.progressFrom || 0, to = scene.progressTo || 0
        if (still || scene.easing === "still") { fullness = to; return }
        const whole = Math.max(1, ends - scene.startMs),
            part = Math.min(1, Math.max(0, (at - scene.startMs) / whole))
        motion.from = from + (to - from) * (1 - Math.cos(part * Math.PI)) / 2
        motion.to = to
        motion.duration = Math.max(1, ends - at)
        motion.restart()
    }
    // Without the person's own sentence: this file is not encrypted. With how far it was seen: no more was
    // played.
    function save() {
        const bare = Object.assign({}, state)
        delete bare.steady
        desk.savePlaying(JSON.stringify({ state: bare, seenMs: now() }))
    }
    // Keeps what was given, once.
    function keep(arm) {
        if (!state) return
        const done = { state: state, arm: arm, endedMs: scene.ended ? scene.startMs : now() }
        state = null
        timer.stop(); motion.stop()
        core.call("Journal/PracticeDone", done, () => { if (remember) desk.savePlaying("") },
                  e => { if (remember && e.kind !== "FULL") desk.savePlaying("") })
    }

    Timer { id: timer; onTriggered: player.look() }
    NumberAnimation { id: motion; target: player; property: "fullness"; easing.type: Easing.InOutSine }
}
