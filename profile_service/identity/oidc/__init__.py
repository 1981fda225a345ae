"""Signing in with OpenID Connect, as a relying party: several providers side by side, none special.

How a provider is set up. EGENKARTA_PROVIDERS names a TOML file:

    key = "rp-keys.json"                # beside this file; made by `egenkarta providers new-key`

    [[provider]]
    name = "example"                    # part of the callback address, and of nothing that people see
    issuer = "https://id.example"       # exactly as the provider writes it
    client_id = "egenkarta"
    audience = "individuals"            # or "staff"
    claims = "naturalPersonNumber"      # staff: "naturalPersonOrgId"; without a number: "birthdate"
    # test_numbers = true               # only in a demo or a test: `serve` does not start with it
    # assertion_audience = "token_endpoint"   # where the provider does not take its issuer
    label = { sv = "Exempel-id", en = "Example ID", ar = "..." }
    acr = { "http://id.elegnamnden.se/loa/1.0/loa3" = "substantial" }

At the provider the client is registered with `token_endpoint_auth_method` private_key_jwt (ES256), `jwks_uri`
{public_url}/.well-known/egenkarta-rp-jwks.json, the one redirect address {public_url}/sign-in/eid/{name}/callback,
`response_types` ["code"], `id_token_signed_response_alg` one of ES256, PS256, RS256, EdDSA, and
`userinfo_signed_response_alg` likewise where claims come from UserInfo. `egenkarta providers check` says what fits.

In a test, `RelyingParty(..., loopback=True)` takes providers at http://127.0.0.1; no setting does. The running app asks
`app.state.house.eid`, which a test may replace (`dataclasses.replace(house, eid=...)`).

`relying_party` is the way through; each step is a file: `configuration`, `own_keys`, `fetching`, `discovery`, `key_sets`,
`signed` (a JWS), `id_token` (its checks), `person` (its claims). Why something was refused: `domain.eid_refusal`.
"""
