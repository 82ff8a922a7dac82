// Generated from the contract by generate/generate.ts. Don't edit it.
import * as all from "../request/keywords.ts";

/** The keywords that requests use. */
export const keywords = {
  type: all.type,
  format: all.format,
  contentEncoding: all.contentEncoding,
};

export const addCaseCommentPath = {
  "type": "object",
  "required": [
    "caseId"
  ],
  "properties": {
    "caseId": {
      "type": "string",
      "format": "uuid"
    }
  }
} as const satisfies all.Rule;

export const addCaseCommentBody = {
  "type": "object",
  "required": [
    "communication"
  ],
  "properties": {
    "communication": {
      "type": "object",
      "required": [
        "text",
        "isRestricted",
        "author"
      ],
      "properties": {
        "text": {
          "type": "string"
        },
        "isRestricted": {
          "type": "boolean"
        },
        "webhookNotify": {
          "type": "boolean"
        },
        "author": {
          "type": "object",
          "required": [
            "email"
          ],
          "properties": {
            "email": {
              "type": "string",
              "format": "email"
            },
            "firstName": {
              "type": "string"
            },
            "lastName": {
              "type": "string"
            }
          }
        },
        "attachments": {
          "type": "array",
          "items": {
            "type": "object",
            "required": [
              "fileName",
              "content"
            ],
            "properties": {
              "fileName": {
                "type": "string"
              },
              "content": {
                "type": "string",
                "contentEncoding": "base64"
              },
              "isRestricted": {
                "type": "boolean"
              },
              "isPHI": {
                "type": "boolean"
              }
            }
          }
        },
        "taggedUsers": {
          "type": "array",
          "items": {
            "type": "object",
            "required": [
              "email"
            ],
            "properties": {
              "email": {
                "type": "string",
                "format": "email"
              },
              "firstName": {
                "type": "string"
              },
              "lastName": {
                "type": "string"
              }
            }
          }
        }
      }
    }
  }
} as const satisfies all.Rule;

/** What the body says in every request. */
export const addCaseCommentConstants = {
  "action": "ADD_COMMUNICATION"
} as const;

/** What the fields of the body are where a request lacks them, by the pointer to each. */
export const addCaseCommentDefaults = {
  "/communication/webhookNotify": true
} as const;
