/**
 * What keeps a command from being carried out, now and the next time. Nothing was sent. Its message
 * names the option, never what was given for it: that may be a patient's data.
 */
export class UsageProblem extends Error {
  override name = "UsageProblem";
}
