/**
 * Every description and cure of the contract that carries no mark of provenance, itself or around it, and
 * where the vendor's page of the endpoint says so; `words` where it only introduces what follows.
 * To claim something new without a mark is a decision, and is made here.
 */
export const unmarkedDescriptions: [place: string, description: string, source: string][] = [
  ["/tags/0", "Write to the conversation of one case.", "words"],
  ["/tags/1", "What CareValidate sends to you.", "words"],
  ["/tags/1/externalDocs", "The vendor's page of this event", "words"],
  ["/externalDocs", "The vendor's page of this endpoint", "words"],
  [
    "/paths//api/v1/cases/{caseId}/post/externalDocs",
    "The copy of the vendor's page that this was taken from",
    "words",
  ],
  [
    "/paths//api/v1/cases/{caseId}/post/requestBody",
    "The comment, and what should happen to it.",
    "first sentence",
  ],
  [
    "/paths//api/v1/cases/{caseId}/post/responses/200",
    "The comment was created.",
    "Response 200, its description",
  ],
  [
    "/paths//api/v1/cases/{caseId}/post/responses/400",
    "Something in the request is missing or wrong.",
    "Responses 400, their descriptions",
  ],
  [
    "/paths//api/v1/cases/{caseId}/post/responses/400/content/application/json/schema/allOf/1/properties/status",
    "Always 400 in this answer.",
    "Response 400, status",
  ],
  [
    "/paths//api/v1/cases/{caseId}/post/responses/403",
    "The case is not one of your organization's.",
    "Response 403, its description",
  ],
  [
    "/paths//api/v1/cases/{caseId}/post/responses/403/content/application/json/schema/allOf/1/properties/status",
    "Always 403 in this answer.",
    "Response 403, status",
  ],
  [
    "/paths//api/v1/cases/{caseId}/post/responses/404",
    "There is no such case.",
    "Response 404, its description",
  ],
  [
    "/paths//api/v1/cases/{caseId}/post/responses/404/content/application/json/schema/allOf/1/properties/status",
    "Always 404 in this answer.",
    "Response 404, status",
  ],
  ["/webhooks/addCaseComment/post/externalDocs", "The vendor's page of this event", "words"],
  ["/webhooks/addCaseComment/post/requestBody", "The event.", "words"],
  [
    "/components/securitySchemes/apiKey",
    "The secret key of your organization. It belongs on a server, never in a browser or\na mobile app.",
    "Headers, cv-api-key; where a secret belongs is our advice",
  ],
  ["/components/parameters/caseId", "The UUID of the case that gets the comment.", "Path Parameters, caseId"],
  ["/components/schemas/Author", "The person who wrote the comment.", "Request Body, author"],
  [
    "/components/schemas/Author/properties/email",
    "The author's e-mail address.",
    "Request Body, author, email",
  ],
  [
    "/components/schemas/Author/properties/firstName",
    "The author's first name.",
    "Request Body, author, firstName",
  ],
  [
    "/components/schemas/Author/properties/lastName",
    "The author's last name.",
    "Request Body, author, lastName",
  ],
  ["/components/schemas/Attachment", "A file that travels inside the request.", "Request Body, attachments"],
  [
    "/components/schemas/Attachment/properties/fileName",
    "The name of the file.",
    "Request Body, attachments, fileName",
  ],
  [
    "/components/schemas/Attachment/properties/isPHI",
    "Whether the file holds protected health information. No default is documented, so state it.",
    "Request Body, attachments, isPHI, which names no default",
  ],
  ["/components/schemas/Communication", "The comment itself.", "Request Body, communication"],
  [
    "/components/schemas/Communication/properties/text",
    "What the comment says. No length limit is documented.",
    "Request Body, text, which names no limit",
  ],
  [
    "/components/schemas/Communication/properties/attachments",
    "Files that belong to the comment.",
    "Request Body, attachments",
  ],
  ["/components/schemas/AddCaseCommentRequest", "One comment for one case.", "first sentence"],
  [
    "/components/schemas/AddCaseCommentRequest/properties/action",
    "Chooses what this path does; adding a comment is always `ADD_COMMUNICATION`.",
    "Request Body, action, and the samples",
  ],
  ["/components/schemas/CreatedComment", "How to find the new comment again.", "Response 200, data"],
  ["/components/schemas/CommentCreated", "The comment exists.", "Response 200, its description"],
  [
    "/components/schemas/CommentCreated/properties/status",
    "The HTTP status once more.",
    "Response 200, status",
  ],
  [
    "/components/schemas/CommentCreated/properties/success",
    "Always `true` in this answer.",
    "Response 200, success",
  ],
  [
    "/components/schemas/CommentCreated/properties/message",
    "A sentence for people.",
    "Response 200, message",
  ],
  ["/components/examples/minimal-comment", "Only what is required.", "Request Body, required"],
  [
    "/components/examples/comment-with-attachments",
    "Every file says for itself whether it holds health information and whether it is restricted.",
    "Request Body, attachments, isRestricted and isPHI",
  ],
  [
    "/components/examples/comment-without-webhook",
    "A comment of which no webhook notification is sent.",
    "Request Body, webhookNotify",
  ],
  [
    "/components/examples/comment-created",
    "The one answer that says the comment is there. Keep its id.",
    "Response 200",
  ],
  [
    "/components/examples/invalid-action",
    "`action` has a value that is not recognized.",
    "Response 400, Invalid Action",
  ],
  [
    "/components/examples/invalid-action/x-cure",
    "Write `ADD_COMMUNICATION`, letter for letter.",
    "Request Body, action, and the samples",
  ],
  [
    "/components/examples/missing-required-field",
    "`communication.text` is missing.",
    "Response 400, Missing Required Fields",
  ],
  ["/components/examples/missing-required-field/x-cure", "Give the comment a `text`.", "Request Body, text"],
  [
    "/components/examples/missing-attachment-field",
    "One of the attachments has no `content`.",
    "Response 400, Missing Attachment Fields",
  ],
  [
    "/components/examples/missing-attachment-field/x-cure",
    "Give every attachment its `content`, or leave the attachment out.",
    "Request Body, attachments, content",
  ],
  [
    "/components/examples/invalid-tagged-user",
    "One of the tagged users has no `email`.",
    "Response 400, Invalid Tagged User",
  ],
  [
    "/components/examples/invalid-tagged-user/x-cure",
    "Give each tagged user an `email`. That the list of them is called `taggedUsers` is our assumption.",
    "Response 400, Invalid Tagged User; the name is said to be assumed",
  ],
  [
    "/components/examples/permission-denied",
    "The case belongs to another organization than the key does.",
    "Response 403",
  ],
  [
    "/components/examples/permission-denied/x-cure",
    "Use the key of the organization that the case belongs to.",
    "Response 403",
  ],
  ["/components/examples/case-not-found", "No case has this id.", "Response 404"],
  [
    "/components/examples/case-not-found/x-cure",
    "Compare the id with that of the case in CareValidate, and see whether the address that you call is of the environment that the case is in.",
    "our advice",
  ],
];
