import { remembered } from "./memory.ts";

const { dataset } = document.documentElement;
const theme = remembered("theme");
if (theme) dataset.theme = theme;
// A place that waits for its frame can't be scrolled to.
if (!location.hash) dataset.fromTop = "";
