import { keywords } from "../generated/request-rules.gen.ts";
import type { IssueCode, RuleCode } from "../issue.ts";
import type { Keyword, Rule } from "./keywords.ts";

/** Takes note of a broken rule. */
export type Report = (path: string, code: IssueCode) => void;

type Fields = Readonly<Record<string, unknown>>;

/**
 * A copy of all that the rules know of a value, and of nothing else. What breaks a rule is reported.
 *
 * @param path a JSON pointer to the value
 */
export function conform(value: unknown, rule: Rule, path: string, report: Report): unknown {
  const broken = brokenRule(value, rule);
  if (broken) return report(path, broken);
  const { items, properties, required, closed } = rule;
  if (items && Array.isArray(value)) {
    return Array.from(value, (item, index) => conform(item, items, `${path}/${index}`, report));
  }
  if (!properties || typeof value !== "object" || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const name in properties) {
    const child = (value as Fields)[name];
    if (child !== undefined) copy[name] = conform(child, properties[name] as Rule, `${path}/${name}`, report);
    else if (required?.includes(name)) report(`${path}/${name}`, "required");
  }
  if (closed) {
    for (const [name, unknown] of Object.entries(value)) {
      if (unknown === undefined || Object.hasOwn(properties, name)) continue;
      // What is no name is data, and not to be repeated.
      report(/^\w{1,40}$/.test(name) ? `${path}/${name}` : path, "unknownField");
    }
  }
  return copy;
}

function brokenRule(value: unknown, rule: Rule): RuleCode | undefined {
  if (value === undefined) return "required";
  for (const name in rule) {
    const keyword: Keyword<unknown> | undefined = keywords[name as keyof typeof keywords];
    const argument = rule[name as keyof Rule];
    if (!keyword || keyword.holds(value, argument)) continue;
    // A format is called by its own name.
    return (keyword === keywords.format ? argument : name) as RuleCode;
  }
  return undefined;
}
