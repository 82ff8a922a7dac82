/**
 * Data of a patient who does not exist, planted so that it can be found again wherever it should
 * not be. This module runs on every runtime of the matrix.
 */
export const apiKey = "cv-planted-key-7c1e9b";
export const caseId = "5f3c0e1a-7b2d-4c9e-8a6f-1d2e3f4a5b6c";
export const text = "Planted remark: biopsy of the left quillwort";
export const author = {
  email: "planted.author@clinic.example",
  firstName: "Quirina",
  lastName: "Vandermolen",
};
export const taggedUser = { email: "planted.assignee@clinic.example", firstName: "Ottokar" };
export const fileName = "planted-lab-report-of-Zephyrine.pdf";

// 24 bytes, which are 32 characters of base64, so that each repetition looks the same.
const fileLine = "HbA1c 9.7 % for Zephyrin";

/** @param lines of 24 bytes each */
export const fileContent = (lines: number): Uint8Array => new TextEncoder().encode(fileLine.repeat(lines));

const planted: Record<string, string> = {
  "the API key": apiKey,
  "the case id": caseId,
  "the text": text,
  "the author's address": author.email,
  "the author's first name": author.firstName,
  "the author's last name": author.lastName,
  "the tagged user's address": taggedUser.email,
  "the tagged user's first name": taggedUser.firstName,
  "the file name": fileName,
  "the file content": fileLine,
  "the file content in base64": btoa(fileLine),
  "the text in base64": btoa(text).slice(0, 40),
  "the API key in base64": btoa(apiKey).slice(0, 24),
};

/** What was planted and can be found in some output; only named, so that no report repeats it. */
export function leaksIn(output: string): string[] {
  const lower = output.toLowerCase();
  return Object.keys(planted).filter((name) => lower.includes((planted[name] ?? "").toLowerCase()));
}
