import type { TargetedSubmitEvent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Content, Failure } from "../src/wire.ts";
import { maxRequestBytes, maxTextBytes, requestBytes } from "../src/wire.ts";
import { Bar, Button, failures, megabytes, nameOf, type OfCase } from "./thread.tsx";

interface Attached {
  n: number;
  file: File;
  /** Of an image, where the page can show it from. */
  preview: string | undefined;
  sentBytes: number;
  state: "being uploaded" | "uploaded to the desk" | "not uploaded";
  request: XMLHttpRequest;
}

type Place = "text" | "visibility" | "tag" | "files" | "whole";
type Phase = "writing" | "uploading" | "asking" | "sent";

const refusals: Record<number, string> = {
  401: "You are signed out. Sign in in another tab, then send this again.",
  403: "This page has another address than the desk knows itself by. Nothing was sent.",
  409: "A file was missing at the desk, and is uploaded again. Nothing was sent yet.",
};

/** Where a comment is written, and stays until its ending is known. */
export function Composer({ caseId, about, entries, announce }: OfCase & { caseId: string }) {
  const form = useRef<HTMLFormElement>(null);
  const draft = useRef(crypto.randomUUID());
  const attached = useRef<Attached[]>([]);
  // No number comes twice: an old file that is still on its way must not take the place of a new one.
  const count = useRef(0);
  const body = useRef("");
  const [content, setContent] = useState<Partial<Content>>({});
  const [phase, setPhase] = useState<Phase>("writing");
  const [problems, setProblems] = useState<Partial<Record<Place, string>>>({});
  const [, redraw] = useState({});
  const isBusy = phase !== "writing";
  const change = (one: Attached, part: Partial<Attached>) => redraw({ ...Object.assign(one, part) });

  /** What the form says. Questions without an answer are left out. */
  function read(): Partial<Content> & { badWeather: boolean; isAnswered: boolean } {
    const data = new FormData(form.current ?? undefined);
    const answer = (name: string) => (data.has(name) ? data.get(name) === "yes" : undefined);
    const files = attached.current.map(({ n, file }) => {
      const [isPHI, isRestricted] = [answer(`isPHI-${n}`), answer(`isRestricted-${n}`)];
      return { n, fileName: file.name, size: file.size, isPHI, isRestricted };
    });
    return {
      text: String(data.get("text") ?? ""),
      isRestricted: answer("isRestricted") as boolean,
      taggedUsers: about.assignees.filter(({ email }) => data.getAll("tag").includes(email)),
      files: files as Content["files"],
      badWeather: data.has("badWeather"),
      isAnswered: files.every(({ isPHI, isRestricted }) => isPHI !== undefined && isRestricted !== undefined),
    };
  }

  const sizeOf = (content: Partial<Content>) =>
    requestBytes({ text: "", isRestricted: true, taggedUsers: [], files: [], ...content }, about.me);

  function upload(one: Attached) {
    const request = new XMLHttpRequest();
    request.open("PUT", `/drafts/${draft.current}/files/${one.n}`);
    request.upload.onprogress = ({ loaded }) => change(one, { sentBytes: loaded });
    request.onloadend = () => {
      if (one.request !== request) return;
      const isWhole = request.status === 204;
      change(one, {
        state: isWhole ? "uploaded to the desk" : "not uploaded",
        sentBytes: isWhole ? one.file.size : 0,
      });
    };
    change(one, { request, state: "being uploaded", sentBytes: 0 });
    request.send(one.file);
  }

  function add(list: FileList | null | undefined) {
    for (const file of list ?? []) {
      const n = count.current++;
      const facts = { n, fileName: file.name, size: file.size, isPHI: false, isRestricted: false };
      const { files = [] } = read();
      if (sizeOf({ ...read(), files: [...files, facts] }) > maxRequestBytes) {
        setProblems({
          files: `“${file.name}” does not fit: all together may have ${megabytes(maxRequestBytes)}, encoded.`,
        });
        continue;
      }
      const preview = file.type.startsWith("image/") ? URL.createObjectURL(file) : undefined;
      const one = { n, file, preview } as Attached;
      attached.current.push(one);
      upload(one);
    }
    setContent(read());
  }

  function remove(one: Attached) {
    attached.current = attached.current.filter((each) => each !== one);
    one.request.abort();
    if (one.preview) URL.revokeObjectURL(one.preview);
    void fetch(`/drafts/${draft.current}/files/${one.n}`, { method: "DELETE" }).catch(() => {});
    setContent(read());
  }

  /** Marks what is wrong, and puts the focus there. */
  function refuse(found: typeof problems) {
    setPhase("writing");
    setProblems(found);
    setTimeout(() => form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
  }

  function submit(event: TargetedSubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const { isAnswered, ...request } = read();
    const found: typeof problems = {};
    if (!request.text?.trim()) found.text = "Write what the comment shall say.";
    if (new Blob([request.text ?? ""]).size > maxTextBytes) found.text = "This is too long for one comment.";
    if (request.isRestricted === undefined) found.visibility = "Say who will see it.";
    if (!isAnswered) found.files = "Answer both questions for each file.";
    if (sizeOf(request) > maxRequestBytes) found.files = "Text and files are too large together.";
    if (Object.keys(found).length > 0) return refuse(found);
    body.current = JSON.stringify({ ...request, caseId });
    setProblems({});
    setPhase("uploading");
    announce("Uploading to the desk");
  }

  useEffect(() => {
    if (phase !== "uploading" || attached.current.some(({ state }) => state === "being uploaded")) return;
    if (attached.current.some(({ state }) => state === "not uploaded"))
      return refuse({ files: "A file did not reach the desk. Upload it again." });
    setPhase("asking");
    void ask(draft.current);
  });

  /** Asks the desk to send a draft until it says yes or no. Its one id makes that safe. */
  async function ask(id: string): Promise<void> {
    const request = fetch(`/drafts/${id}/send`, { method: "POST", body: body.current });
    const status = await request.then((answer) => answer.status).catch(() => 503);
    // The thread may have told its ending before; what is here now is another draft.
    if (id !== draft.current) return;
    if (status === 202) return setPhase("sent");
    if (status === 409) attached.current.forEach(upload);
    if (status < 500)
      return refuse({ whole: refusals[status] ?? "The desk can't take this. Nothing was sent." });
    setProblems({ whole: "The desk does not answer. It is asked again; nothing is sent twice." });
    setTimeout(() => id === draft.current && void ask(id), 1_000);
  }

  const sent = entries.find(({ id }) => id === draft.current);
  useEffect(() => {
    if (!sent || sent.state === "accepted" || sent.state === "calling") return;
    draft.current = crypto.randomUUID();
    if (sent.state === "rejected") {
      attached.current.forEach(upload);
      return refuse({ [placeOf(sent.failure)]: failures[sent.failure?.kind ?? "invalidInput"].staff });
    }
    form.current?.reset();
    for (const { preview } of attached.current) if (preview) URL.revokeObjectURL(preview);
    attached.current = [];
    setContent({});
    setProblems({});
    setPhase("writing");
  }, [sent?.state]);

  useEffect(() => {
    const warn = (event: Event) => {
      // What the desk has accepted is its to keep, and needs this page no more.
      if (phase !== "sent" && (isBusy || read().text || attached.current.length > 0)) event.preventDefault();
    };
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  });

  const files = attached.current;
  const sum = (of: (one: Attached) => number) => files.reduce((total, one) => total + of(one), 0);
  const { isRestricted } = content;
  const visibility = isRestricted ? "as an internal note" : "visible to the patient's side";
  const marks = (place: Place) => ({
    "aria-invalid": place in problems,
    "aria-describedby": `problem-${place}`,
  });
  const problem = (place: Place) => <Problem place={place} text={problems[place]} />;
  const drop = (event: DragEvent) => {
    event.preventDefault();
    if (!isBusy) add(event.dataTransfer?.files);
  };
  return (
    <form
      ref={form}
      aria-label="New comment"
      noValidate
      onSubmit={submit}
      onInput={() => setContent(read())}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      <h2>New comment</h2>
      <fieldset class="all" disabled={isBusy}>
        <label for="text">Text</label>
        <textarea id="text" name="text" rows={4} {...marks("text")} />
        {problem("text")}
        <Question
          legend="Who will see it?"
          name="isRestricted"
          no={[
            "Visible to the patient's side",
            "The patient's side can read it, and this desk can't take it back.",
          ]}
          yes={["Internal note", "For staff alone. The patient's side is not shown it."]}
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
        <label class="drop">
          Add files, or drop them here
          <input
            type="file"
            multiple
            {...marks("files")}
            onChange={({ currentTarget }) => {
              add(currentTarget.files);
              currentTarget.value = "";
            }}
          />
        </label>
        {problem("files")}
        {files.map((one) => (
          <fieldset class="file" key={one.n}>
            <legend>{one.file.name}</legend>
            {one.preview && <img src={one.preview} alt="" />}
            <p class="hint">{`${megabytes(one.file.size)}, ${one.state}`}</p>
            <Question
              legend="Does it hold health information?"
              name={`isPHI-${one.n}`}
              yes={["Yes"]}
              no={["No"]}
            />
            <Question
              legend="Who may see it?"
              name={`isRestricted-${one.n}`}
              yes={["Staff alone"]}
              no={["Whoever sees the comment"]}
            />
            {one.state === "not uploaded" && <Button label="Upload again" onClick={() => upload(one)} />}
            <Button label={`Remove ${one.file.name}`} onClick={() => remove(one)} />
          </fieldset>
        ))}
        <p class="hint">{`The request will have ${megabytes(sizeOf(content))} of at most ${megabytes(maxRequestBytes)}; files grow by a third.`}</p>
        {about.offersBadWeather && (
          <label>
            <input type="checkbox" name="badWeather" /> Bad weather: lose the answer after the comment was
            made
          </label>
        )}
      </fieldset>
      {problem("whole")}
      {isBusy ? (
        <Bar
          label="Uploaded to the desk"
          value={sum((one) => one.sentBytes)}
          max={sum((one) => one.file.size)}
        />
      ) : (
        <button type="submit" class={isRestricted === undefined ? "" : isRestricted ? "internal" : "visible"}>
          {isRestricted === undefined ? "Send" : `Send, ${visibility}`}
        </button>
      )}
      {phase === "uploading" && <Button label="Cancel" onClick={() => setPhase("writing")} />}
    </form>
  );
}

interface Asked {
  legend: string;
  name: string;
  /** The answers, and what follows from them. */
  yes: string[];
  no: string[];
}

/** A question between two answers, neither of which is a default. */
function Question({ legend, name, yes, no, ...marks }: Asked) {
  const answers = Object.entries(name === "isRestricted" ? { no, yes } : { yes, no });
  return (
    <fieldset class={name === "isRestricted" ? "consequences" : ""}>
      <legend>{legend}</legend>
      {answers.map(([value, [label, consequence]]) => (
        <label key={value} class={value}>
          <input type="radio" name={name} value={value} {...marks} /> <strong>{label}</strong> {consequence}
        </label>
      ))}
    </fieldset>
  );
}

const Problem = ({ place, text }: { place: Place; text: string | undefined }) => (
  <p id={`problem-${place}`} class="problem" role="alert">
    {text}
  </p>
);

/** The field that a failure speaks of. */
function placeOf({ kind, field = "", issues }: Partial<Failure> = {}): Place {
  const at = issues?.[0]?.path.split("/")[1] ?? field;
  if (kind === "missingAttachmentField" || at === "attachments") return "files";
  if (kind === "invalidTaggedUser" || at === "taggedUsers") return "tag";
  return at === "text" ? "text" : at === "isRestricted" ? "visibility" : "whole";
}
