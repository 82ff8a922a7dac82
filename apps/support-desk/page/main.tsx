import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Entry, Person, Session, Surroundings } from "../src/wire.ts";
import { Composer } from "./composer.tsx";
import { Button, Comment, nameOf, states } from "./thread.tsx";

const caseId = /^\/cases\/([^/]+)$/.exec(location.pathname)?.[1];

const unheard = "The desk does not answer. This may be old.";
const signedOut = "Sign in in a new tab, and what was here comes back.";

/** Who is signed in by now, or who can be. */
const askSession = (): Promise<Session | undefined> =>
  fetch("/session")
    .then((answer) => answer.json())
    .catch(() => undefined);

/** The whole page: who is there, and the case that the address names. */
function Desk({ session }: { session: Session | undefined }) {
  if (!session) return <p role="alert">The desk does not answer. Load this page again in a moment.</p>;
  if (!session.me) return <SignIn staff={session.staff} />;
  const { me, cases, target } = session;
  const shown = cases.find(({ id }) => id === caseId);
  const signOut = () => fetch("/session", { method: "DELETE" }).then(() => location.assign("/"));
  return (
    <>
      <header class="bar">
        <a href="/">Support desk</a>
        <span class="badge">{target}</span>
        <Button label={`Sign out ${nameOf(me)}`} onClick={signOut} />
      </header>
      {shown ? (
        <Case about={session} {...shown} />
      ) : (
        <main class="narrow">
          <h1>{caseId ? "This desk has no such case" : "Cases"}</h1>
          {cases.map(({ id, label }) => (
            <a class="button" href={`/cases/${id}`} key={id}>
              {label} <small>{id}</small>
            </a>
          ))}
        </main>
      )}
    </>
  );
}

/** A demonstration of signing in: put what your organization has in its place. */
function SignIn({ staff }: { staff: readonly Person[] }) {
  const [problem, setProblem] = useState("");
  const signIn = async (email: string) => {
    const { ok } = await fetch("/session", { method: "POST", body: JSON.stringify({ email }) });
    if (ok) location.reload();
    else setProblem("The desk knows itself by another address than the one in the bar of your browser.");
  };
  return (
    <main class="narrow">
      <h1>Who are you today?</h1>
      <p>This sign-in is a demonstration, and asks for no password.</p>
      {staff.map((person) => (
        <Button key={person.email} label={nameOf(person)} onClick={() => signIn(person.email)} />
      ))}
      <output class="problem">{problem}</output>
    </main>
  );
}

/** All that is known of a case, and how far each comment is. */
function Case({ about, id, label }: { about: Surroundings; id: string; label: string }) {
  const [entries, setEntries] = useState<Entry[]>();
  const [trouble, setTrouble] = useState("");
  const [news, setNews] = useState("");
  useEffect(() => {
    let before: Entry[] | undefined;
    const isNew = ({ id, state }: Entry) => before?.every((was) => was.id !== id || was.state !== state);
    const connect = async () => {
      const now = await askSession();
      const isMe = now?.me?.email === about.me.email;
      // Whoever comes after them sees nothing, not even while the desk is away.
      if (!isMe) setTrouble((was) => (now ? signedOut : was || unheard));
      if (!isMe) return setTimeout(connect, 1_000);
      const source = new EventSource(`/cases/${id}/stream`);
      source.onmessage = ({ data }) => {
        const entries: Entry[] = JSON.parse(data);
        const changed = entries.filter(isNew).map((one) => `${states[one.state]}: ${one.text.slice(0, 40)}`);
        if (changed.length > 0) setNews(changed.join(". "));
        before = entries;
        setEntries(entries);
        setTrouble("");
      };
      source.onerror = () => {
        source.close();
        setTrouble(unheard);
        setTimeout(connect, 1_000);
      };
    };
    void connect();
  }, [id]);
  return (
    <main class={trouble === signedOut ? "signed-out" : ""}>
      <h1>
        {trouble === signedOut ? "You are signed out" : label} <small>{id}</small>
      </h1>
      {trouble && <p class="problem">{trouble}</p>}
      {!about.canSettle && <p class="hint">No events come here: what is unknown can't settle by itself.</p>}
      <output class="unseen">{news}</output>
      <section aria-label="Comments">
        {entries?.length === 0 && <p class="hint">Nothing is known of this case here yet.</p>}
        {entries?.map((entry) => (
          <Comment key={entry.id} entry={entry} about={about} />
        ))}
      </section>
      <Composer caseId={id} about={about} entries={entries} />
    </main>
  );
}

render(<Desk session={await askSession()} />, document.getElementById("app") as HTMLElement);
