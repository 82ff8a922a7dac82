import { useRef } from "preact/hooks";
import type { Entry, Failure, Person, Surroundings } from "../src/wire.ts";
import texts from "./failures.json";

/** What each failure means to staff, and to whoever runs the desk. */
export const failures: Record<Failure["kind"], { staff: string; operator: string }> = texts;

/** What each state is called. */
export const states: Record<Entry["state"], string> = {
  accepted: "Waiting to be sent",
  calling: "Being sent",
  created: "Created",
  rejected: "Refused",
  "not-sent": "Not sent",
  unknown: "May have been sent",
  received: "From elsewhere",
};

const audiences = {
  true: "Internal note",
  false: "Visible to the patient's side",
  null: "Visibility unknown",
};

/** A comment, and how far it is. */
export function Comment({ entry, about }: { entry: Entry; about: Surroundings }) {
  const { state, author, text, isRestricted, taggedUsers, files, at } = entry;
  return (
    <article class={`${state} ${isRestricted ? "internal" : "visible"}`}>
      <header>
        <strong>{nameOf(author)}</strong>
        <time dateTime={new Date(at).toISOString()}>{new Date(at).toLocaleString()}</time>
        <span class="badge">{audiences[`${isRestricted}`]}</span>
        <span class="state">{states[state]}</span>
      </header>
      <p class="text">{text}</p>
      {taggedUsers.length > 0 && <p class="hint">For {taggedUsers.map(nameOf).join(", ")}</p>}
      {files.map(({ n, fileName, size, isPHI, isRestricted }) => (
        <p class="hint" key={n}>
          {[fileName, size && megabytes(size), isPHI && "health information", isRestricted && "staff alone"]
            .filter(Boolean)
            .join(", ")}
        </p>
      ))}
      <footer>
        <Ending entry={entry} about={about} />
      </footer>
    </article>
  );
}

/** What a person can know of a comment, and do about it. */
function Ending({ entry, about: { me, canSettle } }: { entry: Entry; about: Surroundings }) {
  const { id, state, failure, progress, commentId, isByEvent, isSentAgain } = entry;
  // Always the same one, so that asking twice sends once.
  const next = useRef(crypto.randomUUID());
  const ask = (method: string, path = "", body?: object) =>
    void fetch(`/comments/${id}${path}`, { method, body: JSON.stringify(body) })
      // The page shows who is signed in by now.
      .then(({ status }) => status === 401 && location.reload())
      .catch(() => {});
  const again = () => ask("POST", "/again", { id: next.current, acceptsRisk: state === "unknown" });
  const how = isByEvent ? "Its answer was lost, and its event told of it. " : "";
  const isMine = entry.author.email === me.email;
  if (state === "created" || state === "received") return <p class="hint">{`${how}Comment ${commentId}`}</p>;
  if (state === "accepted" || state === "calling")
    return (
      <>
        <Bar label="Handed to the connection" value={progress?.sentBytes} max={progress?.totalBytes} />
        {isMine && <Button label="Cancel" onClick={() => ask("POST", "/cancel")} />}
      </>
    );
  const { staff, operator } = failures[failure?.kind ?? "stopped"];
  const isUnknown = state === "unknown";
  const isOpen = isUnknown && !isSentAgain;
  return (
    <>
      <p>{`${staff} ${isUnknown ? "Nobody knows yet whether it arrived." : "The comment does not exist."}`}</p>
      {isUnknown && isSentAgain && <p>It was sent again. If both arrived, the case has it twice.</p>}
      {isOpen && canSettle && <p>If it did, its event turns this into “Created” by itself. Wait a little.</p>}
      {isOpen && isMine && (
        <details class="risk">
          <summary>Send again, though it may exist…</summary>
          <p class="problem">
            If the first one did arrive, the case will have this comment twice, and this desk can't take one
            back. Look at the case before you decide.
          </p>
          <Button label="Send again, and risk having it twice" onClick={again} />
        </details>
      )}
      {state === "not-sent" && isMine && <Button label="Send again" onClick={again} />}
      {!isUnknown && isMine && <Button label="Remove from this page" onClick={() => ask("DELETE")} />}
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
export const Bar = ({ label, value = 0, max = 0 }: { label: string; value?: number; max?: number }) => (
  <label>
    {`${label}: ${megabytes(value)} of ${megabytes(max)}`}
    <progress value={value} max={max || 1} />
  </label>
);

export const nameOf = ({ firstName, lastName, email }: Person) =>
  `${firstName} ${lastName}`.trim() || email || "Somebody";

export const megabytes = (bytes: number) =>
  bytes < 100_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
