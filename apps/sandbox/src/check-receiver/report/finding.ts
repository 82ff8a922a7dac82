import type { ReportedFinding } from "@case-comments/contract-server/report";
import type { ReceiverCheck } from "../check-receiver.ts";
import { foreignSecret } from "../forgeries.ts";
import { type Answer, isAccepted, isGenuine, type Tried } from "../trial.ts";
import { isLate } from "../tried-receiver.ts";
import { explanations } from "./explanations.ts";

/** What is wrong with a receiver, the worst first. */
export const findingKinds = [
  "forged",
  "lost",
  "twice",
  "dies",
  "refused",
  "reparsed",
  "otherRefused",
  "slow",
] as const;
/** What only a person can decide. */
export const questionKinds = ["fails", "nearLimit", "answersForged"] as const;

export type FindingKind = (typeof findingKinds)[number];
export type QuestionKind = (typeof questionKinds)[number];

/** What was found, and by which trials. */
export interface Finding extends ReportedFinding {
  readonly kind: FindingKind | QuestionKind;
  /** The names of what was sent. */
  readonly sent: readonly string[];
}

/** What a check of a receiver has found, the worst first. */
export function findingsIn(check: ReceiverCheck): Finding[] {
  const seen = new Map<
    string,
    { kind: Finding["kind"]; explained: keyof typeof explanations; by: Tried[] }
  >();
  for (const tried of check.tried)
    for (const [kind, explained = kind] of kindsOf(tried, check)) {
      const known = seen.get(explained);
      seen.set(explained, { kind, explained, by: [...(known?.by ?? []), tried] });
    }
  // Who keeps what is forged has a worse problem than the answer.
  if (seen.has("forged") || seen.has("keptForged")) seen.delete("answersForged");
  const order: readonly Finding["kind"][] = [...findingKinds, ...questionKinds];
  return [...seen.values()]
    .map(({ kind, explained, by }) => ({
      kind,
      severity: isQuestion(kind) ? ("check" as const) : ("finding" as const),
      sent: by.map(({ name }) => name),
      place: placeOf(by),
      ...explanations[explained],
    }))
    .sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
}

const isQuestion = (kind: Finding["kind"]) => questionKinds.some((each) => each === kind);

type Kind = readonly [kind: Finding["kind"], explained?: keyof typeof explanations];

function kindsOf(tried: Tried, check: ReceiverCheck): Kind[] {
  const { answer, group, isKept, more = 0 } = tried;
  if ("problem" in answer && answer.problem === "untried") return [];
  if ("problem" in answer && answer.problem === "died") return [["dies"]];
  if (!isGenuine(group)) return badKinds(tried, check);
  if ("problem" in answer && answer.problem === "timeout") return [["slow"]];
  const kinds: Kind[] = [];
  if (!isAccepted(answer)) kinds.push(refusal(tried, check));
  else if (isLate(answer, check.timeLimit)) kinds.push(["nearLimit"]);
  if (isKept === false) kinds.push(["lost"]);
  if (more > 0) kinds.push(["twice"]);
  return kinds;
}

function refusal({ group }: Tried, { tried }: ReceiverCheck): Kind {
  if (group === "other") return ["otherRefused"];
  if (group === "again") return ["refused", "refusedAgain"];
  if (group === "large") return ["refused", "refusedLarge"];
  const isPrintTrusted = tried.some((each) => each.group === "print" && isAccepted(each.answer));
  return group === "print" && isPrintTrusted ? ["reparsed"] : ["refused"];
}

function badKinds({ answer, group, isKept }: Tried, { tried }: ReceiverCheck): Kind[] {
  // Who accepts everything doesn't print anything.
  const isPrinted = group === "reprinted" && !tried.some(isAnythingAccepted);
  if (isKept) return [isPrinted ? ["reparsed"] : ["forged", "keptForged"]];
  const isBroken = "status" in answer ? answer.status >= 500 : group !== "cutOff";
  if (isBroken) return [["fails"]];
  if (!isAccepted(answer) || group === "unreadable" || group === "cutOff") return [];
  if (isKept === false) return [["answersForged"]];
  if (isPrinted) return [["reparsed"]];
  return [["forged"]];
}

const isAnythingAccepted = ({ name, answer, isKept }: Tried) =>
  name === foreignSecret && (isAccepted(answer) || isKept === true);

/** More are told as a number: whoever accepts everything would fill a page. */
const mostPlaces = 5;

function placeOf(by: readonly Tried[]): string {
  const places = by.slice(0, mostPlaces).map(({ name, answer }) => `${name} (${toldAnswer(answer)})`);
  const more = by.length - places.length;
  return [...places, ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
}

const toldProblems = {
  unreachable: "not reached",
  timeout: "late",
  broken: "cut off",
  died: "died",
  untried: "-",
} as const;

/** An answer in a word. */
export const toldAnswer = (answer: Answer): string =>
  "status" in answer ? String(answer.status) : toldProblems[answer.problem];
