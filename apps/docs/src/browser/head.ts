import { remembered } from "./memory.ts";

const { classList, dataset } = document.documentElement;
const theme = remembered("theme");
classList.add("js");
if (theme) dataset.theme = theme;
