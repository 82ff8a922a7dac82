/** For a page of the docs of which only the words are looked at: scripts take long to bundle. */
export const noScripts = { firstScript: "", script: "", editor: "" };
