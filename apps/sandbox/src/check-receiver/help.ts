import { checkReceiverOptions } from "./command-line.ts";

const { "time-limit": timeLimit, largest } = checkReceiverOptions;

export const checkReceiverHelp = `Tries a receiver of webhooks with everything that can come to its address, and
says what is dangerous about it.

Usage: case-comments-sandbox check-receiver URL --secret-env NAME [options]

It sends comments in every documented form, other events, forged and broken ones,
and a large one; signed ones with the secret that the environment variable NAME
holds. No sandbox has to run. Send it to a receiver for tests: the right ones of
these comments are kept.

  --secret-env NAME
  --count SOURCE        how many comments the receiver holds: an address, or a
                        command of a shell, that gives a number and nothing else
  --case-id ID          the case that the comments are of
  --time-limit SECONDS  for an answer (${timeLimit.default})
  --largest MB          the largest event (${largest.default})
  --json                prints the report as JSON
  --junit FILE          writes the report as JUnit XML, too
  --internet            lets it be an address on the internet
  --help

Where GITHUB_STEP_SUMMARY is set, the report is added to that file.

Exit codes: 0 nothing found, 1 could not write, 2 wrong usage, 3 findings,
4 can't judge.
`;
