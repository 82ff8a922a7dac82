import { useEffect, useRef, useState } from "preact/hooks";
import type { Entry, Failure, Person, Surroundings } from "../src/wire.ts";
import texts from "./failures.json";

/** What each failure means to staff, and to whoever runs the desk. */
export const failures: Record<Failure["kind"], { staff: string; operator: string }> = texts;

const states: Record<Entry["state"], string> = {
  accepted: "Waiting to be sent",
  calling: "Being sent",
  created: "Created",
  rejected: "Refused",
  "not-sent": "Not sent",
  unknown: "May have been sent",
  received: "From elsewhere",
};

/** What the thread of a case, and whatever speaks of it, is given. */
export interface OfCase {
  entries: Entry[];
  about: Surroundings;
  /** Tells those who don't see the page. */
  announce: (news: string) => void;
}

/** All that is known of a case, and how far each comment is. */
export function Thread({ entries, about, announce }: OfCase) {
  const before = useRef<Map<string, string> | undefined>(undefined);
  useEffect(() => {
    const was = before.current;
    before.current = new Map(entries.map(({ id, state }) => [id, state]));
    for (const { id, state, text } of entries) {
      if (was && was.get(id) !== state) announce(`${states[state]}: ${text.slice(0, 40)}`);
    }
  }, [entries]);
  return (
    <section aria-label="Comments">
      {entries.length === 0 && <p class="hint">Nothing is known of this case here yet.</p>}
      {entries.map((entry) => (
        <Comment key={entry.id} entry={entry} about={about} />
      ))}
    </section>
  );
}

function Comment({ entry, about }: { entry: Entry; about: Surroundings }) {
  const { state, author, text, isRestricted, taggedUsers, files, at } = entry;
  return (
    <article class={`${state} ${isRestricted ? "internal" : "visible"}`}>
      <header>
        <strong>{nameOf(author)}</strong>
        <time dateTime={new Date(at).toISOString()}>{new Date(at).toLocaleString()}</time>
        <span class="badge">{isRestricted ? "Internal note" : "Visible to the patient's side"}</span>
        <span class="state">{states[state]}</span>
      </header>
      <p class="text">{text}</p>
      {taggedUsers.length > 0 && <p class="hint">For {taggedUsers.map(nameOf).join(", ")}</p>}
      {files.map(({ n, fileName, size, isPHI, isRestricted }) => (
        <p class="hint" key={n}>
          {[fileName, size && megabytes(size), isPHI && "health information", isRestricted && "restricted"]
            .filter(Boolean)
            .join(", ")}
        </p>
      ))}
      <footer>
        <Ending entry={entry} canSettle={about.canSettle} />
      </footer>
    </article>
  );
}

/** What a person can know of a comment, and do about it. */
function Ending({ entry, canSettle }: { entry: Entry; canSettle: boolean }) {
  const { id, state, failure, progress, commentId = id, isByEvent, isSentAgain } = entry;
  const [isAsking, setAsking] = useState(false);
  // Always the same one, so that asking twice sends once.
  const next = useRef(crypto.randomUUID());
  const ask = (method: string, path: string, body?: object) =>
    void fetch(`/comments/${id}${path}`, { method, body: body ? JSON.stringify(body) : null }).catch(
      () => {},
    );
  const again = () => ask("POST", "/again", { id: next.current, acceptsRisk: isAsking });
  if (state === "created" || state === "received")
    return (
      <p class="hint">{`${isByEvent ? "Its answer was lost, and its event told of it. " : ""}Comment ${commentId}`}</p>
    );
  if (state === "accepted" || state === "calling")
    return (
      <>
        <Bar
          label="Handed to the connection"
          value={progress?.sentBytes ?? 0}
          max={progress?.totalBytes ?? 0}
        />
        <Button label="Cancel" onClick={() => ask("POST", "/cancel")} />
      </>
    );
  const { staff, operator } = failures[failure?.kind ?? "stopped"];
  const isOpen = state === "unknown" && !isSentAgain;
  return (
    <>
      <p>{`${staff} ${state === "unknown" ? "Nobody knows yet whether it arrived." : "The comment does not exist."}`}</p>
      {isOpen && canSettle && (
        <p>If it did, its event turns this into “Created” by itself. Give it a few minutes.</p>
      )}
      {state === "unknown" && isSentAgain && (
        <p>It was sent again. If both arrived, the case has it twice.</p>
      )}
      {isOpen && isAsking && (
        <p role="alert" class="problem">
          If the first one did arrive, the case will have this comment twice, and this desk can't take one
          back. Look at the case before you decide.
        </p>
      )}
      {state === "not-sent" && <Button label="Send again" onClick={again} />}
      {state !== "unknown" && <Button label="Remove from this page" onClick={() => ask("DELETE", "")} />}
      {isOpen && !isAsking && (
        <Button label="Send again, though it may exist…" onClick={() => setAsking(true)} />
      )}
      {isOpen && isAsking && <Button label="Send again, and risk having it twice" onClick={again} />}
      {isOpen && isAsking && <Button label="Wait" onClick={() => setAsking(false)} />}
      <details>
        <summary>For the operator</summary>
        {operator} {JSON.stringify(failure)}
      </details>
    </>
  );
}

/** A button that does something at once. */
export const Button = ({ label, onClick }: { label: string; onClick: () => void }) => (
  <button type="button" onClick={onClick}>
    {label}
  </button>
);

/** How much of something has gone where the label says. */
export const Bar = ({ label, value, max }: { label: string; value: number; max: number }) => (
  <label>
    {`${label}: ${megabytes(value)} of ${megabytes(max)}`}
    <progress value={value} max={max || 1} />
  </label>
);

export const nameOf = ({ firstName, lastName, email }: Person) =>
  `${firstName} ${lastName}`.trim() || email || "Somebody";

export const megabytes = (bytes: number) =>
  bytes < 100_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
