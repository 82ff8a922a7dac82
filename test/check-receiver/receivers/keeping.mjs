/** The secret that a receiver shares with whoever sends it events. */
export const secret = process.env.WEBHOOK_SECRET ?? "";

/** The ids of the comments that a receiver holds, as often as it holds them. */
export const kept = [];

/** Lets a server listen on a free port, and says on which. */
export function listen(server) {
  server.listen(0, "127.0.0.1", () => process.stdout.write(`listening on ${server.address().port}\n`));
}

/** Keeps a comment under a unique key. */
export function keepOnce({ id }) {
  if (!kept.includes(id)) kept.push(id);
}
