import { render } from "preact";
import { App } from "./app.js";
import { applyTheme } from "./pages/settings.js";

applyTheme();
render(<App />, document.getElementById("app")!);
