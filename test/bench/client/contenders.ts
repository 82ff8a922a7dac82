import { createClient } from "@case-comments/client";
import axios from "axios";
import ky from "ky";
import createFetchClient from "openapi-fetch";

/** Posts one comment and reads its answer; gives the id of the comment. */
export type Call = () => Promise<unknown>;

const apiKey = "a-key";
const caseId = "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";
const comment = {
  text: "The patient asked to move Thursday's visit to the morning.",
  isRestricted: false,
  author: { email: "rosa.delgado@clinic.example", firstName: "Rosa", lastName: "Delgado" },
};
const body = { action: "ADD_COMMUNICATION" as const, communication: comment };
const headers = { "cv-api-key": apiKey, "content-type": "application/json" };

/** The ways to post a small comment that are compared. The first is what the others are measured by. */
export const contenders: Record<string, (baseUrl: string, generated: string) => Promise<Call>> = {
  "raw fetch + JSON.stringify": async (baseUrl) => {
    const url = `${baseUrl}/api/v1/cases/${caseId}`;
    return async () => {
      const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
      return ((await response.json()) as { data: { commentId: string } }).data.commentId;
    };
  },
  'raw fetch, redirect: "error"': async (baseUrl) => {
    const url = `${baseUrl}/api/v1/cases/${caseId}`;
    return async () => {
      const response = await fetch(url, {
        method: "POST",
        redirect: "error",
        headers,
        body: JSON.stringify(body),
      });
      return ((await response.json()) as { data: { commentId: string } }).data.commentId;
    };
  },
  "@case-comments/client": async (baseUrl) => {
    const client = createClient({ apiKey, baseUrl });
    return async () => {
      const result = await client.addComment(caseId, comment);
      return result.ok && result.data.commentId;
    };
  },
  "openapi-fetch": async (baseUrl) => {
    const client = createFetchClient<never>({ baseUrl, headers });
    const post = client.POST as (path: string, init: object) => Promise<{ data: typeof answer }>;
    return async () => {
      const { data } = await post("/api/v1/cases/{caseId}", { params: { path: { caseId } }, body });
      return data.data.commentId;
    };
  },
  "hey-api": async (baseUrl, generated) => {
    const { addCaseComment, client } = await import(generated);
    client.setConfig({ baseUrl, auth: apiKey });
    return async () => (await addCaseComment({ path: { caseId }, body })).data.data.commentId;
  },
  ky: async (baseUrl) => {
    const url = `${baseUrl}/api/v1/cases/${caseId}`;
    return async () => (await ky.post(url, { headers, json: body }).json<typeof answer>()).data.commentId;
  },
  axios: async (baseUrl) => {
    const url = `${baseUrl}/api/v1/cases/${caseId}`;
    return async () => (await axios.post<typeof answer>(url, body, { headers })).data.data.commentId;
  },
};

declare const answer: { data: { commentId: string } };
