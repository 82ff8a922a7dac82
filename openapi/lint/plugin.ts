import { provenanceInDescription } from "./decorators/provenance-in-description.ts";
import { answerHasTrigger } from "./rules/answer-has-trigger.ts";
import { answerRepeatsStatus } from "./rules/answer-repeats-status.ts";
import { exampleIsBase64 } from "./rules/example-is-base64.ts";
import { operationHasCodeSamples } from "./rules/operation-has-code-samples.ts";
import { propertyHasDescription } from "./rules/property-has-description.ts";
import { provenanceIsASentence } from "./rules/provenance-is-a-sentence.ts";
import { serverHasEnvironment } from "./rules/server-has-environment.ts";

/** Our own lint rules: what makes this contract executable, and honest about its sources. */
export default function plugin() {
  return {
    id: "case-comments",
    rules: {
      oas3: {
        "answer-has-trigger": answerHasTrigger,
        "answer-repeats-status": answerRepeatsStatus,
        "example-is-base64": exampleIsBase64,
        "operation-has-code-samples": operationHasCodeSamples,
        "property-has-description": propertyHasDescription,
        "provenance-is-a-sentence": provenanceIsASentence,
        "server-has-environment": serverHasEnvironment,
      },
    },
    decorators: { oas3: { "provenance-in-description": provenanceInDescription } },
  };
}
