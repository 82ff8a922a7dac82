/** Headers of an answer that holds medical data: no cache may keep it. */
export const privately = { "cache-control": "no-store" } as const;
