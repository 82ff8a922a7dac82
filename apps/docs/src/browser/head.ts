import { remembered } from "./memory.ts";

const { dataset } = document.documentElement;
const theme = remembered("theme");
if (theme) dataset.theme = theme;
