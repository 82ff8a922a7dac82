import { stripVTControlCharacters } from "node:util";
import { type Canaries, type CanaryName, canaryVariables } from "./canaries.ts";

/** An output in which values are looked for, whatever they were wrapped in. */
export class SearchedOutput {
  readonly #texts: readonly string[];

  /** @param output what a command printed, as it stands */
  constructor(output: string) {
    const plain = stripVTControlCharacters(output);
    const forms = [plain, urlDecoded(plain), jsonDecoded(plain), urlDecoded(jsonDecoded(plain))];
    this.#texts = [...new Set(forms.map(withoutSpace))];
  }

  /** The canaries that were printed: plain, in a URL, in JSON, in base64, or in hexadecimal. */
  canaries(canaries: Canaries): CanaryName[] {
    const names = Object.keys(canaryVariables) as CanaryName[];
    const sought = (name: CanaryName) => encodedForms(canaries[name].core.slice(0, soughtLength));
    return names.filter((name) => sought(name).some((form) => this.#holds(form)));
  }

  /** Whether a value was printed. Texts that are too short to mean anything are never found. */
  value(value: string): boolean {
    const sought = withoutSpace(value);
    return sought.length >= shortestValue && this.#holds(sought);
  }

  #holds(sought: string): boolean {
    return this.#texts.some((text) => text.includes(sought));
  }
}

// Runners and logs cut what is long; nothing else begins like a canary.
const soughtLength = 16;

/** A shorter one may stand in any output by chance. */
export const shortestValue = 12;

const withoutSpace = (text: string) => text.replace(/\s+/g, "");

const urlDecoded = (text: string) =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (escaped) =>
    Buffer.from(escaped.replaceAll("%", ""), "hex").toString("utf8"),
  );

/** Undoes the escapes of JSON, also where JSON was put into JSON. */
function jsonDecoded(text: string): string {
  let decoded = text;
  for (let depth = 0; depth < 3 && decoded.includes("\\"); depth += 1)
    decoded = decoded.replace(/\\(?:u([0-9a-f]{4})|(["'\\/bfnrt]))/gi, (_, code, escaped) =>
      code ? String.fromCharCode(Number.parseInt(code, 16)) : (escapes[escaped] ?? escaped),
    );
  return decoded;
}

const escapes: Record<string, string> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** A value in the forms that survive when something around it is encoded with it. */
function encodedForms(value: string): string[] {
  const hexadecimal = Buffer.from(value).toString("hex");
  return [value, value.toUpperCase(), hexadecimal, hexadecimal.toUpperCase(), ...base64Forms(value)];
}

/**
 * The part of a value's base64 that is the same whatever stands before and behind it, for each of the
 * three places where the value may begin among the groups of three bytes.
 */
function base64Forms(value: string): string[] {
  return [0, 1, 2].map((place) => {
    const bytes = Buffer.concat([Buffer.alloc(place), Buffer.from(value)]);
    const whole = bytes.subarray(0, bytes.length - (bytes.length % 3)).toString("base64");
    return whole.slice(place === 0 ? 0 : 4);
  });
}
