import type { Mock } from "@case-comments/mock";

/** The contract as other people get it, a mock of it, and a folder to work in. */
export interface Subject {
  /** The bundle, as YAML. */
  readonly file: string;
  // biome-ignore lint/suspicious/noExplicitAny: the bundle is read as other people's tools read it
  readonly document: any;
  readonly mock: Mock;
  /** Empty, and the peer's own. Packages are found from it. */
  readonly folder: string;
}

/** One thing that a reader of the contract counts on. */
export interface Check {
  /** What holds, as the end of a sentence that begins with the tool's name. */
  readonly name: string;
  /** What speaks against it: nothing if it holds. */
  readonly deviations: () => Promise<readonly string[]>;
  /** Why it does not hold with this tool. If it then does, that is a deviation, too. */
  readonly gap?: string;
}

/** A tool that reads the contract. */
export interface Peer {
  readonly name: string;
  /** The package that the version is that of. */
  readonly package: string;
  /** Why it can't be run on this machine. */
  missing?(): Promise<string | undefined>;
  /**
   * Reads the contract, and hands what can be checked of the result.
   *
   * @param cleanUp takes what has to be closed when the checks are made
   */
  read(subject: Subject, cleanUp: AsyncDisposableStack): Promise<Check[]>;
}

/** What became of a check. */
export interface CheckResult {
  name: string;
  gap?: string;
  /** Empty if the check came out as it should: held, or not where there is a gap. */
  deviations: string[];
}

/** Makes a check. What it throws speaks against it as well. */
export async function runCheck({ name, gap, deviations }: Check): Promise<CheckResult> {
  const found = await deviations().then(
    (list) => [...list],
    (error: unknown) => [String(error)],
  );
  if (gap === undefined) return { name, deviations: found };
  return {
    name,
    gap,
    deviations: found.length > 0 ? [] : [`it holds now, so this is no longer true: ${gap}`],
  };
}
