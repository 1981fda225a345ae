// An OAuth client that nobody wrote for this service: `node client.mjs '{"issuer": ..., ...}'` does what an organisation's
// system does. It prints the address for somebody's browser, and reads from standard input where that came back to.
// Everything about the protocol is the library's: discovery, PAR, PKCE, private_key_jwt, DPoP, and what it checks of answers.

import { createInterface } from "node:readline/promises";
import { webcrypto } from "node:crypto";
import * as oauth from "openid-client";

const wanted = JSON.parse(process.argv[2]);
const input = createInterface({ input: process.stdin });
const say = (said) => console.log(JSON.stringify(said));

const kind = { name: "ECDSA", namedCurve: "P-256" };
const { kid, ...jwk } = wanted.jwk;
const key = await webcrypto.subtle.importKey("jwk", { ...jwk, use: undefined }, kind, false, ["sign"]);
const config = await oauth.discovery(
  new URL(wanted.issuer),
  wanted.clientId,
  {},
  oauth.PrivateKeyJwt({ key, kid }),
  { algorithm: "oauth2", execute: [oauth.allowInsecureRequests] },
);
const DPoP = oauth.getDPoPHandle(config, await oauth.randomDPoPKeyPair("ES256"));

const pkceCodeVerifier = oauth.randomPKCECodeVerifier();
const expectedState = oauth.randomState();
const address = await oauth.buildAuthorizationUrlWithPAR(
  config,
  {
    redirect_uri: wanted.redirectUri,
    code_challenge: await oauth.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
    state: expectedState,
    authorization_details: JSON.stringify([wanted.details]),
  },
  { DPoP },
);
say({ address: address.href });

const back = new URL((await input[Symbol.asyncIterator]().next()).value);
const tokens = await oauth.authorizationCodeGrant(config, back, { pkceCodeVerifier, expectedState }, undefined, { DPoP });

async function read(token) {
  const body = JSON.stringify({ grant_id: tokens.grant_id, case_reference: "case-1", reader: "Nils Berg" });
  const headers = new Headers({ "content-type": "application/json" });
  const url = new URL(`${wanted.issuer}/v1/disclosures`);
  const answer = await oauth.fetchProtectedResource(config, token, url, "POST", body, headers, { DPoP }).catch(
    (error) => error.cause instanceof Array ? { status: error.status, json: async () => error.cause } : Promise.reject(error),
  );
  return { status: answer.status, body: await answer.json() };
}

const first = await read(tokens.access_token);
const refreshed = await oauth.refreshTokenGrant(config, tokens.refresh_token, {}, { DPoP });
const second = await read(refreshed.access_token);
const live = await oauth.tokenIntrospection(config, refreshed.access_token);
await oauth.tokenRevocation(config, refreshed.refresh_token);
const dead = await oauth.tokenIntrospection(config, refreshed.access_token);
const third = await read(refreshed.access_token);
const own = await oauth.clientCredentialsGrant(config, {}, { DPoP });
say({ metadata: config.serverMetadata(), tokens, first, refreshed, second, live, dead, third, own });
process.exit(0);
