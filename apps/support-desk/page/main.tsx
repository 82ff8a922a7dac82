import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Entry, Person, Surroundings } from "../src/wire.ts";
import { Composer } from "./composer.tsx";
import { Button, nameOf, Thread } from "./thread.tsx";

const caseId = /^\/cases\/([^/]+)$/.exec(location.pathname)?.[1];

/** The whole page: who is there, and the case that the address names. */
function Desk() {
  const [about, setAbout] = useState<Surroundings>();
  const [staff, setStaff] = useState<Person[]>([]);
  const [problem, setProblem] = useState("");
  useEffect(() => {
    const load = async () => {
      const session = await fetch("/session");
      if (session.ok) setAbout(await session.json());
      else setStaff(await (await fetch("/staff")).json());
    };
    load().catch(() => setProblem("The desk does not answer. Load this page again in a moment."));
  }, []);
  const signIn = async (email: string) => {
    const { ok } = await fetch("/session", { method: "POST", body: JSON.stringify({ email }) });
    if (ok) location.reload();
    else setProblem("The desk knows itself by another address than the one in the bar of your browser.");
  };
  const signOut = () => fetch("/session", { method: "DELETE" }).then(() => location.assign("/"));
  const shown = about?.cases.find(({ id }) => id === caseId);
  return (
    <>
      <header class="bar">
        <a href="/">Support desk</a>
        {about && <span class="badge">{about.target}</span>}
        {about && <Button label={`Sign out ${nameOf(about.me)}`} onClick={signOut} />}
      </header>
      {problem && <p role="alert">{problem}</p>}
      {/* A demonstration of signing in: put what your organization has in its place. */}
      {staff.length > 0 && (
        <main class="narrow">
          <h1>Who are you today?</h1>
          <p>This sign-in is a demonstration, and asks for no password.</p>
          {staff.map((person) => (
            <Button key={person.email} label={nameOf(person)} onClick={() => signIn(person.email)} />
          ))}
        </main>
      )}
      {about && !shown && (
        <main class="narrow">
          <h1>{caseId ? "This desk has no such case" : "Cases"}</h1>
          {about.cases.map(({ id, label }) => (
            <a class="button" href={`/cases/${id}`} key={id}>
              {label} <small>{id}</small>
            </a>
          ))}
        </main>
      )}
      {about && shown && <Case about={about} {...shown} />}
    </>
  );
}

function Case({ about, id, label }: { about: Surroundings; id: string; label: string }) {
  const { entries, isConnected } = useThread(id);
  const [news, announce] = useState("");
  return (
    <main>
      <h1>
        {label} <small>{id}</small>
      </h1>
      <p role="status" class="unseen">
        {news}
      </p>
      {!isConnected && (
        <p class="problem">The desk does not answer, and is asked again. What you see may be old.</p>
      )}
      {!about.canSettle && (
        <p class="hint">
          No events arrive here, so a comment that may have been sent can't settle by itself.
        </p>
      )}
      <Thread entries={entries} about={about} announce={announce} />
      <Composer caseId={id} about={about} entries={entries} announce={announce} />
    </main>
  );
}

/** What the backend streams of a case; it is asked again when it has been away. */
function useThread(id: string) {
  const [thread, setThread] = useState<{ entries: Entry[]; isConnected: boolean }>({
    entries: [],
    isConnected: true,
  });
  useEffect(() => {
    let again: ReturnType<typeof setTimeout>;
    let source: EventSource;
    const connect = () => {
      source = new EventSource(`/cases/${id}/stream`);
      source.addEventListener("thread", ({ data }) =>
        setThread({ entries: JSON.parse(data), isConnected: true }),
      );
      source.onerror = () => {
        source.close();
        setThread(({ entries }) => ({ entries, isConnected: false }));
        again = setTimeout(connect, 1_000);
      };
    };
    connect();
    return () => {
      source.close();
      clearTimeout(again);
    };
  }, [id]);
  return thread;
}

const root = document.getElementById("app");
if (root) render(<Desk />, root);
