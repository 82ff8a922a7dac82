/**
 * The engine with the part that invents bodies. It is a bundle of its own, because most mocks
 * never need it and it is larger than everything else.
 */
export { createEngine } from "./prism-engine.ts";
