// Passkeys: the forms that need one are shown where the browser can do it. Sending one asks the server for
// a question, the browser for a passkey that answers it, and sends the answer as a field of the form.

if (window.PublicKeyCredential && navigator.credentials) {
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.hidden = false;
    const status = document.createElement('p');
    status.setAttribute('role', 'status');
    form.append(status);
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      status.textContent = '';
      const button = form.querySelector('button');
      button.disabled = true;
      try {
        const answer = await ask(form);
        form.elements.namedItem('answer').value = answer;
        // Without an answer the form's own door says what is missing, such as a fresh sign-in.
        form.submit();
      } catch {
        status.textContent = form.dataset.failed;
        button.disabled = false;
      }
    });
  }
}

async function ask(form) {
  const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' };
  const response = await fetch(form.dataset.begin, { method: 'POST', headers, body: '' });
  if (response.status === 401) return '';
  const told = await response.json();
  if (response.status === 409) location.search = new URLSearchParams({ refused: told.reason });
  if (!response.ok) throw new Error(String(response.status));
  if (form.dataset.passkey === 'get') {
    const publicKey = { ...told, challenge: bytes(told.challenge), allowCredentials: [] };
    return json(await navigator.credentials.get({ publicKey }));
  }
  const options = told.value;
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: options.excludeCredentials.map((one) => ({ ...one, id: bytes(one.id) })),
  };
  return json(await navigator.credentials.create({ publicKey }));
}

function json(credential) {
  const { response } = credential;
  const told = { clientDataJSON: text(response.clientDataJSON) };
  if (response.attestationObject) {
    told.attestationObject = text(response.attestationObject);
    told.transports = response.getTransports?.() ?? [];
  } else {
    told.authenticatorData = text(response.authenticatorData);
    told.signature = text(response.signature);
    if (response.userHandle) told.userHandle = text(response.userHandle);
  }
  const { id, type } = credential;
  return JSON.stringify({ id, rawId: text(credential.rawId), type, response: told });
}

function bytes(base64url) {
  const plain = base64url.replaceAll('-', '+').replaceAll('_', '/');
  return Uint8Array.from(atob(plain), (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  let letters = '';
  for (const byte of new Uint8Array(buffer)) letters += String.fromCharCode(byte);
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
