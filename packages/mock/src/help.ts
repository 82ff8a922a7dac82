import { faults } from "@case-comments/contract-server";
import { responseNames } from "./response-names.gen.ts";
import { testValues } from "./test-values.gen.ts";

export const help = `A mock of the Case Comments API. It gives every documented answer to the
request that deserves it.

Usage: case-comments-mock [options] [-- command …]
       case-comments-mock rehearse [options] -- command …

  --port PORT      the port to listen on (4010); 0 takes a free one, as does
                   a mock with a command
  --host HOST      the address to listen on (127.0.0.1)
  --delay MS       milliseconds that each answer of the API waits (0)
  --seed TEXT      makes the ids and times of successes the same in each run
  --log FORMAT     pretty (on a terminal), json (elsewhere) or off
  --record FILE    appends a line of JSON for each request: its operation, its
                   answer, and the rules that it broke
  --record-bodies  writes case ids and bodies, too; they are medical data if
                   yours are
  --tls-cert FILE, --tls-key FILE
                   speaks HTTPS with this certificate and its key, as PEM
  --control HOST:PORT
                   listens there, too, for tests that say what to answer and
                   read what came; 0 takes a free port
  --version, --help

With a command, the mock starts, runs it with its own address in
CASE_COMMENTS_BASE_URL, stops, and exits with the command's code. Its log then
goes to standard error. With --tls-cert, Node trusts the certificate in the
command, unless NODE_EXTRA_CA_CERTS is set. With --control, the command finds
its address in CASE_COMMENTS_MOCK_CONTROL, and a token in
CASE_COMMENTS_MOCK_CONTROL_TOKEN; without a command, you give the token in that
variable.

Ask for an answer with a header:

  Prefer: code=404
  Prefer: example=missingRequiredField
  Prefer: dynamic=true
  Prefer: fault=stall

Or for a fault with a case id:

${Object.entries(faults)
  .map(([name, { id }]) => `  ${name.padEnd(12)} ${id}`)
  .join("\n")}

Or with one of the values that are set aside for tests:

${testValues
  .map(({ in: place, parameter, value, response }) => `  ${response}\n      ${place} ${parameter}: ${value}`)
  .join("\n")}

The names of all responses of the contract:

${responseNames.map((name) => `  ${name}`).join("\n")}

Exit codes: 0 stopped, 1 could not start, 2 wrong usage, 74 if a line of the
record was lost; with a command, the command's.
`;
