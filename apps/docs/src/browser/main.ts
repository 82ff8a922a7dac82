import { copyCode } from "./copy.ts";
import { handOutDownloads } from "./downloads.ts";
import { followReader } from "./follow.ts";
import { tabSamples } from "./samples.ts";
import { search } from "./search.ts";
import { startEditor } from "./start-editor.ts";
import { switchTheme } from "./theme.ts";

switchTheme();
tabSamples();
copyCode();
search();
followReader();
startEditor();
handOutDownloads();

// The contents lie above the page where it is narrow, and would stay there.
const contents = document.getElementById("contents");
contents?.addEventListener("click", () => contents.matches(":popover-open") && contents.hidePopover());
