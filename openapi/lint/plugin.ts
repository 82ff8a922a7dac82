import { provenanceInDescription } from "./decorators/provenance-in-description.ts";
import { responsesInPlace } from "./decorators/responses-in-place.ts";
import { exampleIsBase64 } from "./rules/example-is-base64.ts";
import { exampleRepeatsStatus } from "./rules/example-repeats-status.ts";
import { failureHasTrigger } from "./rules/failure-has-trigger.ts";
import { operationHasCodeSamples } from "./rules/operation-has-code-samples.ts";
import { propertyHasDescription } from "./rules/property-has-description.ts";
import { requestIsCheckable } from "./rules/request-is-checkable.ts";

/** Our own lint rules: what makes this contract executable, and honest about its sources. */
export default function plugin() {
  return {
    id: "case-comments",
    rules: {
      oas3: {
        "example-is-base64": exampleIsBase64,
        "example-repeats-status": exampleRepeatsStatus,
        "failure-has-trigger": failureHasTrigger,
        "operation-has-code-samples": operationHasCodeSamples,
        "property-has-description": propertyHasDescription,
        "request-is-checkable": requestIsCheckable,
      },
    },
    decorators: {
      oas3: {
        "provenance-in-description": provenanceInDescription,
        "responses-in-place": responsesInPlace,
      },
    },
  };
}
