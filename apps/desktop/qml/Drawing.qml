// Line drawings of the moves, by the names the content uses. A head, a trunk, limbs, and an arrow where it
// goes.
import QtQuick
import QtQuick.Shapes
import Eddy

Item {
    id: drawing
    property string name: ""
    // On a field of 100 by 100. [body, what moves (drawn in the accent colour), head centre]
    readonly property var lines: ({
        stand: ["M50 30 V58 M50 58 L42 88 M50 58 L58 88 M50 36 L40 54 M50 36 L60 54",
            "M74 80 V44 M67 52 L74 43 L81 52", [50, 20]],
        side: ["M50 36 Q52 48 50 60 M50 60 L43 88 M50 60 L57 88 M50 42 L40 58",
            "M52 40 Q68 34 66 14 M78 24 Q84 14 76 8 M76 8 L86 8 M76 8 L78 18", [47, 26]],
        chest: ["M50 32 V62 M50 62 L43 88 M50 62 L57 88",
            "M50 38 L30 48 L36 60 M50 38 L70 48 L64 60 M22 40 L12 36 M78 40 L88 36", [50, 21]],
        neck: ["M50 42 V72 M30 52 Q50 40 70 52 M30 52 V76 M70 52 V76",
            "M62 16 Q76 22 72 36 M72 36 L64 31 M72 36 L79 29", [57, 27]],
        shoulders: ["M50 40 V76 M32 58 V80 M68 58 V80",
            "M50 42 Q36 38 32 56 M50 42 Q64 38 68 56 M20 52 V34 M14 40 L20 33 L26 40 M80 52 V34 "
                + "M74 40 L80 33 L86 40", [50, 26]],
        hands: ["M30 84 V56 Q30 46 38 46 H44 M70 84 V56 Q70 46 62 46 H56",
            "M22 40 Q16 46 22 52 M14 36 Q6 46 14 56 M78 40 Q84 46 78 52 M86 36 Q94 46 86 56", [50, 20]],
        fists: ["M24 84 V60 M76 84 V60",
            "M16 44 Q16 34 26 34 Q36 34 36 46 Q36 58 26 58 Q16 58 16 44 "
                + "M64 44 Q64 34 74 34 Q84 34 84 46 Q84 58 74 58 Q64 58 64 44 M18 44 H34 M66 44 H82",
            [50, 20]],
        jaw: ["M32 40 Q32 16 50 16 Q68 16 68 40 M42 34 H46 M54 34 H58",
            "M32 40 Q34 74 50 74 Q66 74 68 40 M44 54 Q50 64 56 54 M50 82 V92 M45 88 L50 93 L55 88", null],
        face: ["M30 46 Q30 16 50 16 Q70 16 70 46 Q68 78 50 78 Q32 78 30 46",
            "M38 38 L46 42 M62 38 L54 42 M40 60 Q50 54 60 60 M20 30 L12 26 M80 30 L88 26 M20 62 L12 66 "
                + "M80 62 L88 66", null],
        calf: ["M44 28 V54 M44 54 L56 88 M44 36 L66 42 M70 20 V90",
            "M44 54 L28 88 L20 88 M28 76 Q20 72 22 62", [44, 18]],
        end: ["M50 34 V62 M50 62 L40 88 M50 62 L60 88",
            "M50 40 Q38 46 36 62 M50 40 Q62 46 64 62 M34 92 H66", [50, 23]]
    })
    readonly property var now: lines[name] || ["", "", null]
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("Drawing of the move")
    Accessible.ignored: name === ""
    Shape {
        anchors.centerIn: parent
        width: 100; height: 100
        scale: Math.min(drawing.width, drawing.height) / 100
        ShapePath {
            strokeColor: Look.text; strokeWidth: 3.2; fillColor: "transparent"
            capStyle: ShapePath.RoundCap; joinStyle: ShapePath.RoundJoin
            PathSvg { path: drawing.now[0] || "M0 0" }
        }
        ShapePath {
            strokeColor: Look.accent; strokeWidth: 3.2; fillColor: "transparent"
            capStyle: ShapePath.RoundCap; joinStyle: ShapePath.RoundJoin
            PathSvg { path: drawing.now[1] || "M0 0" }
        }
        ShapePath {
            strokeColor: drawing.now[2] ? Look.text : "transparent"; strokeWidth: 3.2
            fillColor: "transparent"
            PathAngleArc {
                centerX: drawing.now[2] ? drawing.now[2][0] : 0
                centerY: drawing.now[2] ? drawing.now[2][1] - 2 : 0
                radiusX: 8; radiusY: 9; startAngle: 0; sweepAngle: 360
            }
        }
    }
}
