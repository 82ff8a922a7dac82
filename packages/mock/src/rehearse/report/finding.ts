import type { CanaryName } from "../canaries.ts";
import {
  type FindingKind,
  findingKinds,
  type Observation,
  type QuestionKind,
  questionKinds,
} from "../judge.ts";
import type { RehearsedFault } from "../rehearsed-faults.ts";

/** What was found, in one or several runs. */
export interface Finding {
  readonly kind: FindingKind | QuestionKind;
  /** Whether it is wrong, or something that a person has to look at. */
  readonly severity: "finding" | "check";
  /** The groups of calls that it is about, or that were under fault when it was seen. */
  readonly groups: readonly number[];
  /** The faults that it followed. */
  readonly faults: readonly RehearsedFault[];
  /** Whether it happened without a fault, too. */
  readonly always: boolean;
  /** What happened, in a sentence. */
  readonly happened: string;
  /** Why that is dangerous. */
  readonly danger: string;
  /** What to do. */
  readonly remedy: string;
}

/** Puts together what was seen in several runs and is one and the same. */
export function findingsIn(observations: readonly Observation[]): Finding[] {
  const alike = new Map<string, Observation[]>();
  for (const observation of observations) {
    const { kind, leaked, group } = observation;
    // What is printed is one problem, whichever call it was printed for.
    const key = JSON.stringify(leaked && leaked !== "call" ? [kind, leaked] : [kind, leaked, group]);
    alike.set(key, [...(alike.get(key) ?? []), observation]);
  }
  const found = [...alike.values()].map(findingOf);
  return found.sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
}

function findingOf(observations: readonly Observation[]): Finding {
  const [{ kind, leaked }] = observations as [Observation];
  const more = Math.max(...observations.map((each) => each.more ?? 0));
  return {
    kind,
    severity: kind in questions ? "check" : "finding",
    groups: distinct(observations.flatMap(({ group }) => group ?? [])),
    faults: distinct(observations.flatMap(({ faults }) => faults)),
    always: observations.some(({ faults }) => faults.length === 0),
    ...(kind === "leak"
      ? leakOf(leaked ?? "call")
      : kind === "duplicate"
        ? duplicateOf(more)
        : { ...others[kind] }),
  };
}

const distinct = <T>(list: readonly T[]): T[] => [...new Set(list)];

type Explanation = Pick<Finding, "happened" | "danger" | "remedy">;

const duplicateOf = (more: number): Explanation => ({
  happened: `It was sent again: ${more === 1 ? "one call" : `${more} calls`} more than without the fault.`,
  danger:
    "The first one may have been added before the failure. A patient's case then holds the comment twice.",
  remedy:
    "Send again only what is proven absent, such as a call that got 429. Otherwise look for the comment, or for its webhook, first.",
});

const leakOf = (leaked: CanaryName | "call"): Explanation =>
  leaked === "call"
    ? {
        happened: "The redirect was followed: key and comment went to where it led.",
        danger: "Whoever can answer in the API's place gets the key and the medical data.",
        remedy:
          'Refuse redirects: redirect: "error" in fetch and ky, maxRedirects: 0 in axios, followRedirect: false in got, allow_redirects=False in requests.',
      }
    : {
        happened: `${canaryTitles[leaked]} was printed.`,
        danger: "Logs are kept, copied and read where medical data and keys must not be.",
        remedy:
          "Log the status, the name of the failure and ids of your own; never the key, the body, the address or a library's error as a whole.",
      };

const canaryTitles: Readonly<Record<CanaryName, string>> = {
  key: "The API key",
  caseId: "The case id",
  text: "The comment's text",
  email: "The author's e-mail address",
  fileName: "A file's name",
  fileContent: "A file's content",
};

const questions = {
  unnoticed: {
    happened: "The call failed, and the tests passed.",
    danger: "If the error goes nowhere, nobody learns that the comment may be missing, or may be there.",
    remedy: "See that the caller is told that the outcome is unknown, and that a test expects it.",
  },
  mayBeLost: {
    happened: "The call was refused, nothing sent it again, and the tests passed.",
    danger: "If nobody is told, the comment is lost.",
    remedy: "Send it again later, or see that the caller is told that it was not added.",
  },
  valuePrinted: {
    happened: "Something that a call sent was printed, other than a canary.",
    danger: "If it came from a patient's case in production, it would stand in a log.",
    remedy: "Look at what your tests print. What is random in a test can't be told from chance here.",
  },
} satisfies Record<QuestionKind, Explanation>;

const others: Readonly<Record<Exclude<Finding["kind"], "leak" | "duplicate">, Explanation>> = {
  ...questions,
  hang: {
    happened: "The command neither called nor ended any more, and was stopped.",
    danger: "A worker that waits for ever does no more work, and its comment's fate is never known.",
    remedy: "Give each call a time limit that covers the whole answer, and see that it ends.",
  },
  crash: {
    happened: "The command was ended by a signal.",
    danger: "What else the process was doing is cut off, and whoever starts it anew may send again.",
    remedy: "Handle the failure where it happens, and keep the process alive.",
  },
};

const order: readonly Finding["kind"][] = [...findingKinds, ...questionKinds];
