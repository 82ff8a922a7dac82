import { generateKeyPairSync, sign } from "node:crypto";

/**
 * A key, and a certificate that only it vouches for, as PEM. Made anew each time, so that no
 * private key is kept anywhere.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.1
 */
export function selfSignedCertificate(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const ecdsaWithSha256 = sequence(element(0x06, Buffer.from("2a8648ce3d040302", "hex")));
  const commonName = sequence(
    element(0x06, Buffer.from("550403", "hex")),
    element(0x0c, Buffer.from("127.0.0.1")),
  );
  const name = sequence(element(0x31, commonName));
  const validity = sequence(time("250101000000Z"), time("491231235959Z"));
  const serialNumber = element(0x02, Buffer.from([1]));
  const content = sequence(
    serialNumber,
    ecdsaWithSha256,
    name,
    validity,
    name,
    publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = element(0x03, Buffer.concat([Buffer.from([0]), sign("sha256", content, privateKey)]));
  const certificate = sequence(content, ecdsaWithSha256, signature).toString("base64");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----\n`,
  };
}

/** A DER element: tag, length, content. */
function element(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const long = length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from(length < 128 ? [tag, length] : [tag, ...long]), content]);
}

const sequence = (...elements: Buffer[]) => element(0x30, Buffer.concat(elements));
const time = (utc: string) => element(0x17, Buffer.from(utc));
