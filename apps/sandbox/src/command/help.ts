import { administration } from "./administration.ts";

const commands = Object.entries(administration)
  .map(([name, { arguments: given, effect }]) => `  ${[name, ...given].join(" ")}\n      ${effect}`)
  .join("\n");

export const help = `A sandbox of the Case Comments API. It keeps comments for real, and lets you
read them back.

Usage: case-comments-sandbox [options] [-- command …]
       case-comments-sandbox COMMAND [options]
       case-comments-sandbox listen [--forward URL] [--secret-env NAME]
       case-comments-sandbox check-receiver URL --secret-env NAME [options]

Where comments are kept:

  --data FOLDER    in SQLite, in a folder that is made if it isn't there
  --memory         nowhere but in memory
  DATABASE_URL     in the PostgreSQL that this environment variable names, where
                   neither of them is given

A sandbox that runs:

  --port PORT      the port to listen on (4020); 0 takes a free one, as does a
                   sandbox with a command
  --host HOST      the address to listen on (127.0.0.1)
  --log FORMAT     pretty (on a terminal), json (elsewhere) or off
  --test-keys      lets every key that begins with test_ open a world of its own,
                   as it always does in memory; the first start makes nothing then
  --allow-webhooks-to ADDRESS
                   lets webhooks go to a private host, address or range such as
                   10.0.0.0/8; again for more
  --public-url URL where receivers reach the sandbox, for links to files in
                   webhooks (the address that it listens on)

With a command, the sandbox starts, runs it with its own address in
CASE_COMMENTS_BASE_URL, stops, and exits with the command's code. Its log then
goes to standard error.

Commands, which work beside a sandbox that runs:

${commands}
  backup FILE
      writes all that a folder holds into a new file

listen shows the webhooks of an organization as they come. See
case-comments-sandbox listen --help.

check-receiver tries a receiver of webhooks with everything that can come to its
address. See case-comments-sandbox check-receiver --help.

  --help, --version

Exit codes: 0 stopped or done, 1 could not, 2 wrong usage; with a command, the
command's.
`;
