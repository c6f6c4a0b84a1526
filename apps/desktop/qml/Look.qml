// Design tokens: every colour, size, space and duration, for light, dark and high contrast, at any text size.
pragma Singleton
import QtQuick

QtObject {
    readonly property var choice: desk.look
    readonly property string theme: choice.theme !== "auto" ? choice.theme
        : choice.systemDark ? "dark" : "light"
    readonly property bool dark: theme !== "light"
    readonly property real scale: choice.scale
    readonly property bool mirrored: choice.rightToLeft
    readonly property bool still: choice.still   // reduced motion

    readonly property var tokens: ({
        light: { paper: "#f6f4ef", card: "#fffefb", text: "#20302f", quiet: "#566664", accent: "#1c6763",
                 accentText: "#ffffff", wash: "#dcebe7", line: "#d9d5cb", edge: "#7d8b88", warn: "#8f4316",
                 disc: "#4d9a94" },
        dark: { paper: "#111c1c", card: "#1a2827", text: "#e6eeeb", quiet: "#a4b6b2", accent: "#84d2c7",
                accentText: "#0c2422", wash: "#21403d", line: "#2c403e", edge: "#71857f", warn: "#f2b98c",
                disc: "#4fa39b" },
        contrast: { paper: "#000000", card: "#000000", text: "#ffffff", quiet: "#ffffff", accent: "#ffe45c",
                    accentText: "#000000", wash: "#333333", line: "#ffffff", edge: "#ffffff", warn: "#ffb07a",
                    disc: "#ffe45c" }
    })
    readonly property var now: tokens[theme] || tokens.light
    readonly property color paper: now.paper      // behind everything
    readonly property color card: now.card        // raised
    readonly property color text: now.text
    readonly property color quiet: now.quiet      // secondary words, still 4.5:1
    readonly property color accent: now.accent    // what can be pressed
    readonly property color accentText: now.accentText
    readonly property color wash: now.wash        // chosen, hovered
    readonly property color line: now.line        // decoration only
    readonly property color edge: now.edge        // borders that say "a field": 3:1
    readonly property color warn: now.warn
    readonly property color disc: now.disc        // the breathing shape

    // One scale, a ratio of 1.25 from 14.
    readonly property real small: 12.5 * scale
    readonly property real body: 14.5 * scale
    readonly property real large: 18 * scale
    readonly property real title: 22.5 * scale
    readonly property real display: 28 * scale

    readonly property real space: 8 * scale
    readonly property real radius: 10
    readonly property int quick: still ? 0 : 140
    readonly property int slow: still ? 0 : 420
}
