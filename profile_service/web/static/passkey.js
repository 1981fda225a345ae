// The one button on a page that asks the device to make or to use a passkey. Everything else works without a script.
"use strict";

const form = document.querySelector("form[data-passkey]");
const button = form?.querySelector("button[type=button]");
const failed = document.querySelector("[data-failed]");

const toBytes = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
};
const toText = (bytes) => {
  const plain = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
};

const create = async (options) => {
  const publicKey = { ...options, challenge: toBytes(options.challenge) };
  publicKey.user = { ...options.user, id: toBytes(options.user.id) };
  publicKey.excludeCredentials = [];
  const made = await navigator.credentials.create({ publicKey });
  const said = made.response;
  return {
    id: made.id,
    rawId: toText(made.rawId),
    type: made.type,
    response: { clientDataJSON: toText(said.clientDataJSON), attestationObject: toText(said.attestationObject) },
  };
};

const get = async (options) => {
  const publicKey = { ...options, challenge: toBytes(options.challenge), allowCredentials: [] };
  const used = await navigator.credentials.get({ publicKey });
  const said = used.response;
  return {
    id: used.id,
    rawId: toText(used.rawId),
    type: used.type,
    response: {
      clientDataJSON: toText(said.clientDataJSON),
      authenticatorData: toText(said.authenticatorData),
      signature: toText(said.signature),
      userHandle: said.userHandle ? toText(said.userHandle) : null,
    },
  };
};

if (form && !window.PublicKeyCredential) {
  document.querySelector("[data-unsupported]").hidden = false;
} else if (form) {
  button.disabled = false;
  const ask = form.dataset.passkey === "create" ? create : get;
  button.addEventListener("click", async () => {
    button.disabled = true;
    failed.hidden = true;
    try {
      form.elements.response.value = JSON.stringify(await ask(JSON.parse(form.dataset.options)));
      form.submit();
    } catch {
      // She said no, took too long, or the device has none: the page says so, and she may try again.
      failed.hidden = false;
      button.disabled = false;
    }
  });
  // Return in the field for the name is the same as the button.
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!button.disabled) button.click();
  });
}
