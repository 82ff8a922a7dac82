/** The host of an address as the system takes it: an IPv6 address without its brackets. */
export const bareHost = (hostname: string): string => hostname.replace(/^\[|\]$/g, "");

/** Whether a text is an http or https address, without a user and a password. */
export function isWebAddress(text: string): boolean {
  const { protocol, username, password } = URL.parse(text) ?? {};
  return /^https?:$/.test(protocol ?? "") && !username && !password;
}
