// A real OpenID provider on loopback, for the tests: `node provider.mjs '{"port": ..., "client": {...}, "people": {...}}'`.
// Whoever signs in says in a form who she is and how sure that is; the rest is the provider's own.
// A line "rotate" on standard input gives it a new signing key, and the old one stays published.

import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { Provider, interactionPolicy } from "oidc-provider";

const wanted = JSON.parse(process.argv[2]);
const issuer = `http://127.0.0.1:${wanted.port}`;

function newKey(kid) {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { ...privateKey.export({ format: "jwk" }), kid, alg: "ES256", use: "sig" };
}

function policy() {
  const prompts = interactionPolicy.base();
  // Left in, these would ask again until the sign-in is sure enough. A provider that does not is the more dangerous one.
  for (const check of ["essential_acr", "essential_acrs"]) prompts.get("login").checks.remove(check);
  return prompts;
}

function opened(keys) {
  const provider = new Provider(issuer, {
    clients: [wanted.client],
    jwks: { keys },
    cookies: { keys: ["only for tests"] },
    claims: { openid: ["sub"], ...wanted.scopes },
    scopes: ["openid", ...Object.keys(wanted.scopes ?? {})],
    acrValues: wanted.acrValues,
    findAccount: (_ctx, sub) =>
      wanted.people[sub] && { accountId: sub, claims: async () => ({ sub, ...wanted.people[sub] }) },
    features: {
      claimsParameter: { enabled: wanted.takesClaims ?? true },
      devInteractions: { enabled: false },
      jwtUserinfo: { enabled: true },
      pushedAuthorizationRequests: { enabled: wanted.takesPushed ?? true },
      userinfo: { enabled: true },
    },
    interactions: { policy: policy(), url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    pkce: { required: () => true },
    conformIdTokenClaims: true,
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 600, IdToken: 120, Interaction: 600, Session: 600 },
  });
  provider.on("server_error", (_ctx, error) => console.error(error));
  return provider;
}

async function formOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return new URLSearchParams(Buffer.concat(parts).toString());
}

// One page and one form for both of the provider's questions: who she is, and whether the client may know it.
async function interact(provider, request, response) {
  const { params } = await provider.interactionDetails(request, response);
  if (request.method === "GET") {
    response.setHeader("content-type", "text/html");
    response.end('<form method="post"><input name="person"><input name="acr"></form>');
    return;
  }
  const form = await formOf(request);
  if (form.get("person") === "") {
    await provider.interactionFinished(request, response, { error: "access_denied" });
    return;
  }
  const accountId = form.get("person");
  const grant = new provider.Grant({ accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  const asked = JSON.parse(params.claims ?? "{}");
  grant.addOIDCClaims([...Object.keys(asked.userinfo ?? {}), ...Object.keys(asked.id_token ?? {})]);
  const login = { accountId, acr: form.get("acr") || undefined, amr: ["test"], remember: false };
  await provider.interactionFinished(request, response, { login, consent: { grantId: await grant.save() } });
}

let keys = [newKey("first")];
let provider = opened(keys);

const server = createServer(async (request, response) => {
  try {
    if (request.url.startsWith("/interaction/")) await interact(provider, request, response);
    else await provider.callback()(request, response);
  } catch (error) {
    response.statusCode = 500;
    response.end(String(error));
  }
});

server.listen(wanted.port, "127.0.0.1", () => console.log("ready"));
createInterface({ input: process.stdin })
  .on("line", (line) => {
    if (line !== "rotate") return;
    keys = [newKey(`key-${keys.length + 1}`), ...keys];
    provider = opened(keys);
    console.log("rotated");
  })
  .on("close", () => process.exit(0));
