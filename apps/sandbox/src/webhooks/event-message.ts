import type { OwedEvent } from "../store/owed-event.ts";
import { eventBody, otherEventBody, signatureOf } from "./event-body.ts";
import type { Weather } from "./weather.ts";

/** What a receiver gets. */
export interface EventMessage {
  body: Buffer;
  /** The header `x-cv-signature`, if there is one. */
  signature: string | undefined;
}

/**
 * What is sent of an event in a weather.
 *
 * @param linkTo gives the address of the file at a position, where files come as links
 */
export function eventMessage(
  event: OwedEvent,
  weather: Weather,
  linkTo: (position: number) => string,
): EventMessage {
  const body =
    weather === "otherFirst"
      ? otherEventBody(event)
      : eventBody(weather === "older" ? { ...event, form: "older" } : event, linkTo);
  const signature = signatureOf(body, event.secret);
  switch (weather) {
    case "truncated":
      return { body: body.subarray(0, body.length / 2), signature };
    case "wronglySigned":
      return { body, signature: signatureOf(body, `not ${event.secret}`) };
    case "unsigned":
      return { body, signature: undefined };
    default:
      return { body, signature };
  }
}
