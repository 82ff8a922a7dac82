import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Entry, Failure, Surroundings } from "../src/wire.ts";
import { maxRequestBytes, maxTextBytes, requestBytes } from "../src/wire.ts";
import { Bar, Button, failures, megabytes, nameOf } from "./thread.tsx";

/** A file of the draft, and its upload to the desk. */
type Attached = { n: number; file: File; request: XMLHttpRequest; sentBytes: number };

/** What is written, and whether the thread has shown it yet. */
type Draft = { id: string; isSeen?: boolean; body: string; files: Attached[]; nextFile: number };

const isOnItsWay = ({ request }: Attached) => request.readyState < XMLHttpRequest.DONE;
const isLost = (one: Attached) => !isOnItsWay(one) && one.request.status !== 204;

type Place = "text" | "visibility" | "tag" | "files" | "whole";

/** What is said while somebody waits. */
const doing = { writing: "", uploading: "Uploading to the desk…", asking: "Sending…", sent: "Sending…" };

/** Where a comment is written, and stays until its ending is known. */
export function Composer(props: { caseId: string; about: Surroundings; entries: Entry[] | undefined }) {
  const { caseId, about, entries } = props;
  const form = useRef<HTMLFormElement>(null);
  // No number of a file comes twice: an old one that is still on its way must not take the place of a new one.
  const draft = useRef<Draft>({ id: crypto.randomUUID(), body: "", files: [], nextFile: 0 }).current;
  const [content, setContent] = useState(read);
  const [phase, setPhase] = useState<keyof typeof doing>("writing");
  const [problems, setProblems] = useState<Partial<Record<Place, string>>>({});
  const [, redraw] = useState({});
  const isBusy = phase !== "writing";

  /** What the form says. What was not answered counts as no. */
  function read(attached = draft.files) {
    const data = new FormData(form.current ?? undefined);
    const isYes = (name: string) => data.get(name) === "yes";
    const files = attached.map(({ n, file }) => {
      const facts = { isPHI: isYes(`isPHI-${n}`), isRestricted: isYes(`isRestricted-${n}`) };
      return { n, fileName: file.name, size: file.size, ...facts };
    });
    const taggedUsers = about.assignees.filter(({ email }) => data.getAll("tag").includes(email));
    const text = String(data.get("text") ?? "");
    const written = { text, isRestricted: isYes("isRestricted"), author: about.me, taggedUsers, files };
    const bytes = requestBytes(written);
    return { ...written, bytes, badWeather: data.has("badWeather"), isAnswered: data.has("isRestricted") };
  }

  function upload(one: Attached) {
    const request = new XMLHttpRequest();
    request.open("PUT", `/drafts/${draft.id}/files/${one.n}`);
    request.upload.onprogress = ({ loaded }) => redraw({ ...Object.assign(one, { sentBytes: loaded }) });
    request.onloadend = redraw;
    Object.assign(one, { request, sentBytes: 0 });
    request.send(one.file);
  }

  function add(list: FileList | null | undefined) {
    setProblems({});
    for (const file of list ?? []) {
      const one = { n: draft.nextFile++, file } as Attached;
      const fits = read([...draft.files, one]).bytes <= maxRequestBytes;
      if (fits) draft.files.push(one);
      if (fits) upload(one);
      else setProblems({ files: `“${file.name}” does not fit: see below how much does.` });
    }
    setContent(read());
  }

  function remove(one: Attached) {
    draft.files = draft.files.filter((each) => each !== one);
    one.request.abort();
    void fetch(`/drafts/${draft.id}/files/${one.n}`, { method: "DELETE" }).catch(() => {});
    setContent(read());
  }

  /** Marks what is wrong, and puts the focus there. */
  function refuse(found: typeof problems) {
    setPhase("writing");
    setProblems(found);
    const wrong = ".file input:invalid, [aria-invalid=true]";
    setTimeout(() => form.current?.querySelector<HTMLElement>(wrong)?.focus());
  }

  function submit(event: Event) {
    event.preventDefault();
    if (isBusy) return;
    const { bytes, isAnswered, ...written } = read();
    const found: typeof problems = {};
    if (!written.text.trim()) found.text = "Write what the comment shall say.";
    if (new Blob([written.text]).size > maxTextBytes) found.text = "This is too long for one comment.";
    if (!isAnswered) found.visibility = "Say who will see it.";
    if (form.current?.querySelector(".file :invalid")) found.files = "Answer both questions for each file.";
    if (bytes > maxRequestBytes) found.files = "Text and files are too large together.";
    if (Object.keys(found).length > 0) return refuse(found);
    draft.body = JSON.stringify({ ...written, caseId });
    setProblems({});
    setPhase("uploading");
  }

  // Sending waits for no frame.
  useLayoutEffect(() => {
    if (phase !== "uploading" || draft.files.some(isOnItsWay)) return;
    if (draft.files.some(isLost)) return refuse({ files: "A file did not reach the desk. Upload it again." });
    setPhase("asking");
    void ask(draft.id);
  });

  /** Asks the desk to send a draft until it says yes or no. Its one id makes that safe. */
  async function ask(id: string, isRepeated = false): Promise<void> {
    const request = fetch(`/drafts/${id}/send`, { method: "POST", body: draft.body });
    const status = await request.then((answer) => answer.status).catch(() => 503);
    // The thread may have told its ending before; what is here now is another draft.
    if (id !== draft.id) return;
    if (status === 202) return setPhase("sent");
    // It no longer has a file.
    if (status === 409) draft.files.forEach(upload);
    if (status === 409) return setPhase("uploading");
    // What went unanswered may have been accepted: nothing else can be sent under its id.
    if (status === 401 && !isRepeated) return refuse({ whole: "You are signed out. Sign in in a new tab." });
    if (status < 500 && !isRepeated) return refuse({ whole: "The desk can't take this. Nothing was sent." });
    setProblems({ whole: "The desk is away, or you signed out. It is asked again; nothing is sent twice." });
    setTimeout(() => id === draft.id && void ask(id, true), 1_000);
  }

  const sent = entries?.find(({ id }) => id === draft.id);
  useLayoutEffect(() => {
    draft.isSeen ||= sent !== undefined;
    if (!draft.isSeen || sent?.state === "accepted" || sent?.state === "calling") return;
    Object.assign(draft, { id: crypto.randomUUID(), isSeen: false });
    if (sent?.state === "rejected") {
      draft.files.forEach(upload);
      return refuse({ [placeOf(sent.failure)]: failures[sent.failure?.kind ?? "invalidInput"].staff });
    }
    form.current?.reset();
    draft.files = [];
    setContent(read());
    refuse({});
  }, [sent?.state]);

  useLayoutEffect(() => {
    // What the desk has accepted is its to keep, and needs this page no more.
    const isAtRisk = phase !== "sent" && (content.text || draft.files.length > 0);
    window.onbeforeunload = isAtRisk ? (event) => event.preventDefault() : null;
  });

  const marks = (at: Place) => ({ "aria-invalid": at in problems, "aria-describedby": `problem-${at}` });
  const problem = (at: Place) => <output id={`problem-${at}`}>{problems[at]}</output>;
  const visibility = content.isRestricted ? "as an internal note" : "visible to the patient's side";
  return (
    <form
      ref={form}
      aria-label="New comment"
      noValidate
      autocomplete="off"
      onSubmit={submit}
      onInput={() => setContent(read())}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        if (!isBusy) add(event.dataTransfer?.files);
      }}
    >
      <h2>New comment</h2>
      <fieldset class="all" disabled={isBusy}>
        <label for="text">Text</label>
        <textarea id="text" name="text" rows={4} required {...marks("text")} />
        {problem("text")}
        <Question
          name="isRestricted"
          legend="Who will see it?"
          yes="Internal note: For staff alone. The patient's side is not shown it."
          no="Visible to the patient's side: They can read it, and this desk can't take it back."
          {...marks("visibility")}
        />
        {problem("visibility")}
        <fieldset>
          <legend>Ask for the attention of</legend>
          {about.assignees.map((person) => (
            <label key={person.email}>
              <input type="checkbox" name="tag" value={person.email} {...marks("tag")} /> {nameOf(person)}
            </label>
          ))}
        </fieldset>
        {problem("tag")}
        {draft.files.map((one) => (
          <fieldset class="file" key={one.n}>
            <legend>{one.file.name}</legend>
            <Preview file={one.file} />
            <Bar label="Uploaded to the desk" value={one.sentBytes} max={one.file.size} />
            <Question name={`isPHI-${one.n}`} legend="Does it hold health information?" yes="Yes" no="No" />
            <Question name={`isRestricted-${one.n}`} legend="For whom?" yes="Staff alone" no="All readers" />
            {isLost(one) && <Button label="Upload again" onClick={() => upload(one)} />}
            <Button label={`Remove ${one.file.name}`} onClick={() => remove(one)} />
          </fieldset>
        ))}
        <label class="drop">
          Add files, or drop them here
          <input
            type="file"
            multiple
            aria-describedby="problem-files"
            onChange={({ currentTarget }) => {
              add(currentTarget.files);
              currentTarget.value = "";
            }}
          />
        </label>
        {problem("files")}
        <p class="hint">{`The request will have ${megabytes(content.bytes)} of at most ${megabytes(maxRequestBytes)}; files grow by a third.`}</p>
        {about.offersBadWeather && (
          <label>
            <input type="checkbox" name="badWeather" /> Bad weather: lose the answer once the comment is made
          </label>
        )}
      </fieldset>
      {problem("whole")}
      <output>{doing[phase]}</output>
      <button type="submit" aria-disabled={isBusy}>
        {content.isAnswered ? `Send, ${visibility}` : "Send"}
      </button>
      {phase === "uploading" && <Button label="Cancel" onClick={() => setPhase("writing")} />}
    </form>
  );
}

/** A question between two answers, neither of which is a default. After a colon stands what follows from it. */
function Question({ name, legend, yes, no, ...marks }: Record<"name" | "legend" | "yes" | "no", string>) {
  const answers = Object.entries({ yes, no }).map(([value, answer]) => [value, ...answer.split(": ")]);
  return (
    <fieldset class={name}>
      <legend>{legend}</legend>
      {answers.map(([value, answer, consequence]) => (
        <label key={value} class={value}>
          <input type="radio" name={name} value={value} required {...marks} /> <b>{answer}</b> {consequence}
        </label>
      ))}
    </fieldset>
  );
}

/** An image, if the file is one. */
function Preview({ file }: { file: File }) {
  const [url] = useState(() => (file.type.startsWith("image/") ? URL.createObjectURL(file) : ""));
  return url ? <img src={url} alt="" onLoad={() => URL.revokeObjectURL(url)} /> : null;
}

/** The field that a failure speaks of. */
function placeOf(failure: Failure | null): Place {
  const at = failure?.issues?.[0]?.path.split("/")[1] ?? failure?.field;
  if (failure?.kind === "missingAttachmentField" || at === "attachments") return "files";
  if (failure?.kind === "invalidTaggedUser" || at === "taggedUsers") return "tag";
  return at === "text" ? "text" : at === "isRestricted" ? "visibility" : "whole";
}
