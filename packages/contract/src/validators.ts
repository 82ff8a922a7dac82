/** Says whether a value is what a schema demands. Stops at the first thing that is not. */
export interface Validate {
  (value: unknown): boolean;
  errors?: { instancePath: string; keyword: string; params?: { missingProperty: string } }[] | null;
}

/** The compiled validators of a contract, by name. */
export type Validators = Record<string, Validate | undefined>;

/** The name of the validator of a whole request body. */
export const acceptsBody = (operation: string): string => `${operation} body`;

/** The name of the validator of a response's body. */
export const acceptsResponse = (operation: string, status: string | number): string =>
  `${operation} response ${status}`;
