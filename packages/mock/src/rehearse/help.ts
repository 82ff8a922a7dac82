import { rehearsedFaults, usualFaults } from "./rehearsed-faults.ts";

export const rehearseHelp = `Runs your own tests under every fault, and says what your program does wrong.

Usage: case-comments-mock rehearse [options] -- command …

The command has to test your program against CASE_COMMENTS_BASE_URL. It is run
twice as it is, to learn what it calls, and then again and again while each of
these calls meets each fault. Turn the retries of your test runner off.

  --faults LIST   with commas between them, or all
                  (${usualFaults.join(", ")})
  --wait SECONDS  a run that neither calls nor ends for that long, and for twice
                  as long as a clean run takes, hangs (90)
  --json          prints the report as JSON
  --junit FILE    writes the report as JUnit XML, too
  --help

Faults: ${rehearsedFaults.slice(0, 5).join(", ")},
        ${rehearsedFaults.slice(5).join(", ")}

Send these values in your tests, and they are looked for in all that the command
prints: CASE_COMMENTS_CANARY_KEY, _CASE_ID, _TEXT, _EMAIL, _FILE_NAME and
_FILE_CONTENT. In JavaScript, canary("text") of the package gives the same.

Where GITHUB_STEP_SUMMARY is set, the report is added to that file.

Exit codes: 0 nothing found, 1 could not start or write, 2 wrong usage,
3 findings, 4 can't judge.
`;
