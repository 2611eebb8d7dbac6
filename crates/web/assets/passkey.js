// Asks the browser for a passkey when the form is sent, puts the answer into the form, and sends it.
'use strict';
(() => {
  const form = document.querySelector('form[data-passkey]');
  if (!form || !window.PublicKeyCredential) return;
  const kind = form.dataset.kind;
  const failed = form.querySelector('[data-failed]');
  const bytes = text => Uint8Array.from(
    atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
  const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const key = JSON.parse(form.dataset.passkey).publicKey;
  key.challenge = bytes(key.challenge);
  if (key.user) key.user.id = bytes(key.user.id);
  for (const list of ['allowCredentials', 'excludeCredentials']) {
    for (const one of key[list] || []) one.id = bytes(one.id);
  }
  const ask = () => kind === 'add'
    ? navigator.credentials.create({ publicKey: key })
    : navigator.credentials.get({ publicKey: key });
  const answer = credential => {
    const response = { clientDataJSON: text(credential.response.clientDataJSON) };
    for (const name of ['attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
      if (credential.response[name]) response[name] = text(credential.response[name]);
    }
    return JSON.stringify({
      id: credential.id, rawId: text(credential.rawId), type: credential.type, response, extensions: {},
    });
  };
  form.addEventListener('submit', event => {
    event.preventDefault();
    failed.hidden = true;
    ask().then(credential => {
      form.elements.namedItem('answer').value = answer(credential);
      form.submit();
    }).catch(() => {
      failed.hidden = false;
      failed.focus();
    });
  });
})();
