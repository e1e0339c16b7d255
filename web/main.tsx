/** Starts the page: theme, address, keys, workspace, then the shell. */
import { render } from "preact";
import { App } from "./app.tsx";
import { startKeys } from "./state/keys.ts";
import { startRouting } from "./state/route.ts";
import { startTheme } from "./state/theme.ts";
import { startWorkspace } from "./state/workspace.ts";

startTheme();
startRouting();
startKeys();
startWorkspace();
render(<App />, document.getElementById("app") as HTMLElement);
