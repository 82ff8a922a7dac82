/** Why an attempt to deliver an event got no answer. */
export const attemptProblems = {
  addressRefused: "events may not go there, or not to all that the name stands for",
  connectionFailed: "the name is unknown, nobody listens there, or the connection broke",
  certificateRefused:
    "the receiver's certificate is not trusted; `NODE_EXTRA_CA_CERTS` names a file with others",
  timeout: "there was no answer within 10 seconds",
} as const;

export type AttemptProblem = keyof typeof attemptProblems;
