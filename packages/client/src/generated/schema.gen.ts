// Generated from the contract by generate/generate.ts. Don't edit it.
export interface paths {
    "/api/v1/cases/{caseId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a comment to a case
         * @description Adds one comment. No key is documented that would make a second call harmless: each call may add
         *     another comment, and one whose answer you did not see may have added its own.
         *
         *     The same path takes other values of `action`; this contract describes `ADD_COMMUNICATION` alone.
         *
         *     *Inferred*: the endpoint's page documents no idempotency key; another copy of it states POST; and a sibling page (docs/Case/ on the same site) posts another action to the same path.
         */
        post: operations["addCaseComment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    addCaseComment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A comment was added to a case
         * @description CareValidate sends this to the address that your organization has set, after each new
         *     comment, unless the comment was posted with `webhookNotify: false`.
         *
         *     More than forty other events come to the same address, and no filter is documented: answer 2xx
         *     to those you don't read, too. Check the signature over the raw bytes of the body, before you
         *     parse them. Nothing in the message says when it was sent, so its age does not give away a repeat:
         *     remember the comment ids you have seen.
         *
         *     *Inferred*: the endpoint's page only says that a webhook exists; its form stands on the vendor's webhook pages (docs/case-webhook-payloads/).
         */
        post: operations["receiveCaseCommentEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /** @description The person who wrote the comment. */
        Author: {
            /**
             * Format: email
             * @description The author's e-mail address.
             * @example rosa.delgado@clinic.example
             */
            email: string;
            /**
             * @description The author's first name.
             * @example Rosa
             */
            firstName?: string;
            /**
             * @description The author's last name.
             * @example Delgado
             */
            lastName?: string;
        };
        /** @description A file that travels inside the request. */
        Attachment: {
            /**
             * @description The name of the file.
             * @example lab-results.pdf
             */
            fileName: string;
            /**
             * @description The bytes of the file as padded base64 (RFC 4648, section 4), without line breaks.
             *
             *     *Inferred*: the endpoint's page says Base64 string; the common form of it is the one that every decoder takes.
             * @example JVBERi0xLjQK
             */
            content: string;
            /**
             * @description Whether the file is for internal view only. No default is documented, so state it.
             *
             *     *Inferred*: the endpoint's page says restricted; internal view only is how the vendor's webhook page (add-case-attachment) describes a restricted attachment.
             * @example false
             */
            isRestricted?: boolean;
            /**
             * @description Whether the file holds protected health information. No default is documented, so state it.
             * @example true
             */
            isPHI?: boolean;
        };
        /**
         * @description An assignee to tag.
         *
         *     *Inferred*: the endpoint's page documents the error of a tagged user without `email`; the names are those of the author.
         */
        TaggedUser: {
            /**
             * Format: email
             * @description The assignee's e-mail address.
             * @example jonas.weber@clinic.example
             */
            email: string;
            /**
             * @description The assignee's first name.
             * @example Jonas
             */
            firstName?: string;
            /**
             * @description The assignee's last name.
             * @example Weber
             */
            lastName?: string;
        };
        /** @description The comment itself. */
        Communication: {
            /**
             * @description What the comment says. No length limit is documented.
             * @example The lab results arrived; please review them before Friday.
             */
            text: string;
            /**
             * @description `true` makes the comment an internal note, which is for internal view only. State it in every
             *     call.
             *
             *     *Inferred*: the endpoint's page calls this field required and also says that it is false by default, so it is kept required; internal view only is how the vendor's webhook page (add-case-comment) describes restricted.
             * @example false
             */
            isRestricted: boolean;
            /**
             * @description Whether CareValidate sends the `ADD_CASE_COMMENT` webhook for this comment.
             *
             *     *Inferred*: the field stands on one copy of the endpoint's page (docs-staging.careglp.com) and not on the other (docs.careglp.com); that the webhook is this event follows from the webhook page (add-case-comment).
             * @default true
             * @example true
             */
            webhookNotify?: boolean;
            author: components["schemas"]["Author"];
            /** @description Files that belong to the comment. */
            attachments?: components["schemas"]["Attachment"][];
            /**
             * @description Assignees of the case whose attention the comment asks for.
             *
             *     *Inferred*: the endpoint's page says that assignees can be tagged and documents the error for a tagged user without an address, but it names no property; this name is our assumption.
             */
            taggedUsers?: components["schemas"]["TaggedUser"][];
        };
        /** @description One comment for one case. */
        AddCaseCommentRequest: {
            /**
             * @description Chooses what this path does; adding a comment is always `ADD_COMMUNICATION`.
             * @constant
             */
            action: "ADD_COMMUNICATION";
            communication: components["schemas"]["Communication"];
        };
        /**
         * @description Whatever came. Unless its status is 4xx and not 408, the comment may exist: look for it before anyone
         *     sends it again.
         *
         *     *Assumed*: the vendor documents no other answer, so nothing is known of what stands in it.
         */
        UnexpectedResponse: {
            [key: string]: unknown;
        };
        /** @description How to find the new comment again. */
        CreatedComment: {
            /**
             * Format: uuid
             * @description The id of the new comment.
             *
             *     *Inferred*: the endpoint's page shows one id, which is a UUID, and names no format.
             * @example e4f8d5a2-9b2f-4c5c-8d1f-8c6f1d9e2a3b
             */
            commentId: string;
            /**
             * Format: date-time
             * @description When CareValidate created the comment.
             *
             *     *Inferred*: the endpoint's page shows one time, which is in ISO 8601, and names no format.
             * @example 2024-09-04T12:00:00.000Z
             */
            createdAt: string;
        };
        /** @description The comment exists. */
        CommentCreated: {
            /**
             * @description The HTTP status once more.
             * @constant
             */
            status: 200;
            /**
             * @description Always `true` in this answer.
             * @constant
             */
            success: true;
            /**
             * @description A sentence for people.
             * @example Case comment created successfully
             */
            message: string;
            data: components["schemas"]["CreatedComment"];
        };
        /**
         * @description The request was refused, and no comment was created.
         *
         *     *Inferred*: the endpoint's page shows these answers and does not say in so many words that nothing was created.
         */
        ErrorResponse: {
            /**
             * @description The HTTP status once more.
             * @example 400
             */
            status: number;
            /**
             * @description Always `false` in this answer.
             * @constant
             */
            success: false;
            /**
             * @description The same words in every refusal.
             * @constant
             */
            message: "Invalid request";
            /**
             * @description Why the request was refused. Only this text tells the failures of one status apart.
             * @example Invalid action
             */
            error: string;
        };
        /**
         * @description The person who wrote the comment. The older form of the event gives the names alone.
         *
         *     *Inferred*: from the vendor's webhook page (add-case-comment) and an older support article of the vendor's.
         */
        EventAuthor: {
            /**
             * @description The author's id.
             * @example 1f0c7c1e-7a49-4a43-8b6c-2d7f3f6d9a10
             */
            id?: string;
            /**
             * @description The author's e-mail address.
             * @example rosa.delgado@clinic.example
             */
            email?: string;
            /**
             * @description The author's first name.
             * @example Rosa
             */
            firstName?: string;
            /**
             * @description The author's last name.
             * @example Delgado
             */
            lastName?: string;
            /**
             * @description The author's role: `USER`, `CASEMANAGER`, `CASEWORKER`, `ADMIN`, `CVADMIN` or `CVTPA`. Take a role that is not listed as it comes.
             * @example CASEMANAGER
             */
            role?: string;
            /**
             * @description The author's professional title, if there is one.
             * @example MD
             */
            title?: string | null;
            /**
             * @description The suffix of the title, such as Jr., if there is one.
             * @example null
             */
            titleSuffix?: string | null;
            /**
             * @description The author's National Provider Identifier, if there is one.
             * @example null
             */
            npi?: string | null;
            /**
             * @description The author's DEA number, if there is one.
             * @example null
             */
            dea?: string | null;
            /** @description The author's roles in organizations. */
            organizationAccess?: {
                [key: string]: unknown;
            }[];
        };
        /**
         * @description A file, either inside the event as base64 or as a signed address that works for 15 minutes.
         *
         *     *Inferred*: from the vendor's webhook pages (docs/case-webhook-payloads/) and an older support article of the vendor's.
         */
        EventAttachment: {
            [key: string]: unknown;
        };
        /**
         * @description The new comment. One object, although the property's name may be a plural. Read everything but `id` as if it could be absent.
         *
         *     *Inferred*: from the vendor's webhook page (add-case-comment) and an older support article of the vendor's.
         */
        EventComment: {
            /**
             * @description The id of the comment.
             *
             *     *Inferred*: the webhook page (add-case-comment) documents the id of the comment; that it is the one that the call answered with is nowhere said.
             * @example e4f8d5a2-9b2f-4c5c-8d1f-8c6f1d9e2a3b
             */
            id: string;
            /**
             * @description What the comment says.
             * @example Lab report and the scanned consent form.
             */
            text?: string;
            /**
             * @description Whether the comment is for internal view only.
             * @example false
             */
            isRestricted?: boolean;
            /**
             * Format: date-time
             * @description When the comment was created.
             * @example 2024-09-04T12:00:00.000Z
             */
            createdAt?: string;
            /** @description The forms with a question that is flagged as protected health information. */
            forms?: {
                [key: string]: unknown;
            }[];
            author?: components["schemas"]["EventAuthor"];
            /** @description The files of the comment. */
            attachments?: components["schemas"]["EventAttachment"][];
        };
        /**
         * @description A comment was added to a case.
         *
         *     *Inferred*: from the vendor's webhook pages (docs/case-webhook-payloads/); more properties may come, so every object here is open.
         */
        CaseCommentEvent: {
            /**
             * @description The kind of event. More than forty others come to the same address.
             * @constant
             */
            event: "ADD_CASE_COMMENT";
            /**
             * @description What happened, in one of two sizes that the organization chooses between. The comment stands in
             *     `comments` or, in an older form of the event, in `comment`.
             */
            payload: {
                comments?: components["schemas"]["EventComment"];
                comment?: components["schemas"]["EventComment"];
                /** @description The case, with as much of it as the organization has asked for. */
                case?: {
                    /**
                     * @description The case's id.
                     * @example 7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11
                     */
                    id?: string;
                } & {
                    [key: string]: unknown;
                };
            };
        };
    };
    responses: never;
    parameters: {
        /**
         * @description The UUID of the case that gets the comment.
         * @example 7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11
         */
        caseId: string;
        /**
         * @description HMAC-SHA256 of the raw body with your organization's webhook secret, in hexadecimal.
         *     Sent only when a secret is set.
         *
         *     *Inferred*: from the vendor's webhook pages (docs/case-webhook-payloads/).
         * @example d4f1c2a09b7e6d5c4b3a29181706f5e4d3c2b1a0f9e8d7c6b5a4938271605f4e
         */
        webhookSignature: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    addCaseComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The UUID of the case that gets the comment.
                 * @example 7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11
                 */
                caseId: components["parameters"]["caseId"];
            };
            cookie?: never;
        };
        /** @description The comment, and what should happen to it. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddCaseCommentRequest"];
            };
        };
        responses: {
            /** @description The comment was created. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentCreated"];
                };
            };
            /** @description Something in the request is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"] & {
                        /**
                         * @description Always 400 in this answer.
                         * @constant
                         */
                        status: 400;
                    };
                };
            };
            /** @description The API key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"] & {
                        /**
                         * @description Always 401 in this answer.
                         * @constant
                         */
                        status: 401;
                    };
                };
            };
            /** @description The case is not one of your organization's. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"] & {
                        /**
                         * @description Always 403 in this answer.
                         * @constant
                         */
                        status: 403;
                    };
                };
            };
            /** @description There is no such case. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"] & {
                        /**
                         * @description Always 404 in this answer.
                         * @constant
                         */
                        status: 404;
                    };
                };
            };
            /** @description The request is larger than the platform takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"] & {
                        /**
                         * @description Always 413 in this answer.
                         * @constant
                         */
                        status: 413;
                    };
                };
            };
            /** @description The body is not declared as JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"] & {
                        /**
                         * @description Always 415 in this answer.
                         * @constant
                         */
                        status: 415;
                    };
                };
            };
            /** @description Any other answer. Unless it is a 4xx other than 408, the comment may exist. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnexpectedResponse"];
                };
            };
        };
    };
    receiveCaseCommentEvent: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description HMAC-SHA256 of the raw body with your organization's webhook secret, in hexadecimal.
                 *     Sent only when a secret is set.
                 *
                 *     *Inferred*: from the vendor's webhook pages (docs/case-webhook-payloads/).
                 * @example d4f1c2a09b7e6d5c4b3a29181706f5e4d3c2b1a0f9e8d7c6b5a4938271605f4e
                 */
                "x-cv-signature"?: components["parameters"]["webhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseCommentEvent"];
            };
        };
        responses: {
            /** @description The event was received. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
