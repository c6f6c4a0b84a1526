// A key that this device's own lock makes (WebAuthn with its PRF extension): 32 bytes that open the diary beside the
// passphrase. The site keeps the credential's name; the secret is never kept anywhere.
import { Plain } from "./say.js";

const NAME = "device-key"; // in localStorage: the credential's id, which is no secret
const SALT = new TextEncoder().encode("eddy diary on this device, 32 b!");

export const hasAuthenticator = () => "credentials" in navigator && "PublicKeyCredential" in window;
const refused = () =>
  new Plain("The device did not give its key. Nothing was changed; the passphrase works as before.");

const chance = (n: number) => crypto.getRandomValues(new Uint8Array(n));
function prf(credential: Credential | null): Uint8Array<ArrayBuffer> | undefined {
  const results = (credential as PublicKeyCredential | null)?.getClientExtensionResults().prf?.results?.first;
  return results ? new Uint8Array(results as ArrayBuffer) : undefined;
}

/** Makes a credential and its 32 bytes. Throws `Plain` where the device cannot, or the person did not want to. */
export async function makeKey(): Promise<Uint8Array<ArrayBuffer>> {
  const credential = await navigator.credentials
    .create({
      publicKey: {
        challenge: chance(32),
        rp: { name: "Eddy" },
        user: { id: chance(16), name: "Eddy", displayName: "Your diary on this device" },
        pubKeyCredParams: [
          { type: "public-key", alg: -7 },
          { type: "public-key", alg: -257 },
        ],
        authenticatorSelection: {
          authenticatorAttachment: "platform",
          residentKey: "discouraged",
          userVerification: "required",
        },
        extensions: { prf: { eval: { first: SALT } } },
      },
    })
    .catch(() => null);
  if (!credential) throw refused();
  const id = (credential as PublicKeyCredential).rawId;
  localStorage.setItem(NAME, btoa(String.fromCharCode(...new Uint8Array(id))));
  const key = prf(credential) ?? (await askKey());
  if (!key) {
    forgetKey();
    throw new Plain(
      "This device's lock can say who you are, but makes no key to open a diary with. Nothing was changed.",
    );
  }
  return key;
}

/** The 32 bytes again, after the device has seen that it is its person. */
export async function askKey(): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const name = localStorage.getItem(NAME);
  if (!name) throw refused();
  const id = Uint8Array.from(atob(name), (c) => c.charCodeAt(0));
  const answer = await navigator.credentials
    .get({
      publicKey: {
        challenge: chance(32),
        allowCredentials: [{ type: "public-key", id }],
        userVerification: "required",
        extensions: { prf: { eval: { first: SALT } } },
      },
    })
    .catch(() => null);
  if (!answer) throw refused();
  return prf(answer);
}
export const knowsKey = () => localStorage.getItem(NAME) !== null;
export const forgetKey = () => localStorage.removeItem(NAME);
