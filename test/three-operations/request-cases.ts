import type { RequestCase } from "../contract/request-cases.ts";

const commentId = "e4f8d5a2-9b2f-4c5c-8d1f-8c6f1d9e2a3b";
const noKey = { "cv-api-key": undefined };
const unknownKey = { "cv-api-key": "unknown-test-key" };
const ofAnotherOrganization = "00000000-0000-4000-8000-000000000403";
const noCase = "00000000-0000-4000-8000-000000000404";
const noComment = "00000000-0000-4000-8000-000000c0e404";

const listCaseComments: RequestCase[] = [
  { title: "nothing but the case", expected: "commentPage" },
  {
    title: "everything at once",
    expected: "commentPage",
    query: "?limit=100&order=oldest&cursor=3d9a4c1e-8b7f-4e2d-a5c6-1f0e9d8c7b6a",
  },
  { title: "parameters that nobody knows", expected: "commentPage", query: "?color=red&limit=1" },
  { title: "no key", expected: "missingApiKey", headers: noKey },
  { title: "a page of none", expected: "invalidLimit", query: "?limit=0" },
  { title: "too large a page", expected: "invalidLimit", query: "?limit=101" },
  { title: "a page of half a comment", expected: "invalidLimit", query: "?limit=0.5" },
  { title: "a word for the limit", expected: "invalidLimit", query: "?limit=ten" },
  { title: "an empty limit", expected: "invalidLimit", query: "?limit=" },
  { title: "an order that nobody knows", expected: "invalidOrder", query: "?order=random" },
  { title: "a cursor that is no UUID", expected: "invalidCursor", query: "?cursor=2" },
  { title: "the vendor's placeholder", expected: "invalidCaseId", path: { caseId: "YOUR_CASE_ID" } },
  { title: "the test key that is unknown", expected: "unknownApiKey", headers: unknownKey },
  {
    title: "the test case of another organization",
    expected: "permissionDenied",
    path: { caseId: ofAnotherOrganization },
  },
  { title: "the test case that does not exist", expected: "caseNotFound", path: { caseId: noCase } },

  // Several rules at a time: the first in the order of the checks decides.
  { title: "no key, wrong limit", expected: "missingApiKey", headers: noKey, query: "?limit=0" },
  { title: "wrong limit, order and cursor", expected: "invalidLimit", query: "?cursor=2&order=x&limit=0" },
  { title: "wrong order and cursor", expected: "invalidOrder", query: "?cursor=2&order=x" },
  { title: "wrong cursor and case", expected: "invalidCursor", path: { caseId: "x" }, query: "?cursor=2" },
  {
    title: "a wrong limit in the case that does not exist",
    expected: "invalidLimit",
    path: { caseId: noCase },
    query: "?limit=0",
  },
];

const ofAComment: RequestCase[] = [
  { title: "a comment", expected: "204" },
  { title: "no key", expected: "missingApiKey", headers: noKey },
  { title: "a case that is no UUID", expected: "invalidCaseId", path: { caseId: "x" } },
  { title: "a comment that is no UUID", expected: "invalidCommentId", path: { commentId: "x" } },
  { title: "the test key that is unknown", expected: "unknownApiKey", headers: unknownKey },
  {
    title: "the test case of another organization",
    expected: "permissionDenied",
    path: { caseId: ofAnotherOrganization },
  },
  { title: "the test case that does not exist", expected: "caseNotFound", path: { caseId: noCase } },
  {
    title: "the test comment that does not exist",
    expected: "commentNotFound",
    path: { commentId: noComment },
  },

  // Several rules at a time: the first in the order of the checks decides.
  {
    title: "neither a case nor a comment",
    expected: "invalidCaseId",
    path: { caseId: "x", commentId: "y" },
  },
  {
    title: "no such comment in a case that is no UUID",
    expected: "invalidCaseId",
    path: { caseId: "x", commentId: noComment },
  },
];
const deleteCaseComment = ofAComment.map((each) => ({ ...each, path: { commentId, ...each.path } }));

/** The cases of the two operations that the contract doesn't have. */
export const requestCases: Record<string, RequestCase[]> = { listCaseComments, deleteCaseComment };
