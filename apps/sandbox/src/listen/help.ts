import { usualSandbox } from "./command-line.ts";

export const listenHelp = `Shows the webhooks of an organization as they come, and passes them on.

Usage: case-comments-sandbox listen [options]

It listens on this machine, has the sandbox send the events there, and takes that
back when it ends. Of each delivery it prints, with tabs between: the time, whether
it is genuine or forged, the event, the comment's id, and what was answered. It
prints nothing of what a comment says.

  --forward URL      passes each delivery on as it is, byte for byte, with its
                     signature, and answers what is answered there
  --secret-env NAME  the environment variable that holds the secret with which
                     events are signed; without it, one is made up and printed
  --help

  CV_API_KEY              the organization's key
  CASE_COMMENTS_BASE_URL  the sandbox's address (${usualSandbox})

Exit codes: 0 stopped, 1 could not, 2 wrong usage.
`;
