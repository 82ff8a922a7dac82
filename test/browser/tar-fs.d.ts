declare module "tar-fs" {
  /** Unpacks a tar archive that is piped into it. */
  export function extract(folder: string): NodeJS.WritableStream;
}
