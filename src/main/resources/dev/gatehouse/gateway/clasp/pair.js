'use strict';

const byId = id => document.getElementById(id);
const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));
let waitsUntil = 0;
let pairing = null;

// A QR code brings a one-time code behind the #, where no server's log and no Referer sees it. It leaves the address at once.
let code = new URLSearchParams(location.hash.slice(1)).get('c');
if (location.hash) {
  history.replaceState(null, '', '/');
}

function show(...ids) {
  for (const id of ['ask', 'enter', 'state', 'granted', 'again']) {
    byId(id).hidden = !ids.includes(id);
  }
}

function say(headline, detail = '') {
  byId('headline').textContent = headline;
  byId('detail').textContent = detail;
}

function failed(answer) {
  pairing = null;
  code = null;
  say(answer.message || 'It did not work', [answer.reason, answer.remedy].filter(Boolean).join(' '));
  show('state', 'again');
}

async function call(path, body) {
  const options = body ? {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)} : {};
  const response = await fetch(path, {...options, cache: 'no-store', credentials: 'omit'});
  let answer = {};
  try {
    answer = await response.json();
  } catch {
    answer = {message: 'It did not work', remedy: 'The service answered ' + response.status + '.'};
  }
  return {ok: response.ok, answer};
}

byId('ask').addEventListener('submit', async event => {
  event.preventDefault();
  const name = byId('name').value.trim();
  if (!name) {
    return;
  }
  say('Asking…');
  show('state');
  try {
    const {ok, answer} = await call('/pair', code ? {name, code} : {name});
    if (!ok) {
      failed(answer);
      return;
    }
    code = null;
    pairing = answer.pairingId;
    waiting(answer);
    poll(pairing, answer.version);
  } catch {
    failed({message: 'The pairing service cannot be reached', remedy: 'It may have been closed. Ask the operator.'});
  }
});

byId('enter').addEventListener('submit', async event => {
  event.preventDefault();
  const pin = byId('pin').value.replace(/\D/g, '');
  byId('pin').value = '';
  if (!pin || !pairing) {
    return;
  }
  try {
    const {ok, answer} = await call('/pair/' + pairing + '/pin', {pin});
    if (!ok && answer.error === 'invalid_pin') {
      say(answer.message, answer.remedy);
    } else if (!ok && pairing) {
      failed(answer);
    }
  } catch {
    say('The PIN could not be sent', 'Enter it again.');
  }
});

byId('again').addEventListener('click', () => {
  show('ask');
  byId('name').focus();
});

byId('copy').addEventListener('click', async () => {
  const token = byId('token');
  token.select();
  try {
    await navigator.clipboard.writeText(token.value);
    byId('copy').textContent = 'Copied';
  } catch {
    // Where the page may not use the clipboard the text is selected, to be copied by hand.
    byId('copy').textContent = 'Selected: copy it by hand';
  }
});

function waiting(told) {
  waitsUntil = Date.now() + told.secondsLeft * 1000;
  byId('pin').maxLength = told.digits + 4;
  if (told.entered) {
    say('Waiting for the operator’s console…', 'Keep this page open.');
    show('state');
    return;
  }
  say('Waiting…', told.triesLeft < 5 ? 'Invalid PIN. Tries left: ' + told.triesLeft : '');
  show('enter', 'state');
  byId('pin').focus();
}

async function poll(id, known) {
  let misses = 0;
  let version = known;
  while (pairing === id) {
    try {
      const {ok, answer} = await call('/pair/' + id + '?v=' + version);
      misses = 0;
      if (pairing !== id) {
        return;
      }
      if (!ok || answer.error) {
        failed(answer);
        return;
      }
      if (answer.status === 'approved') {
        approved(answer);
        return;
      }
      if (answer.version !== version) {
        waiting(answer);
      }
      version = answer.version;
    } catch {
      misses += 1;
      if (misses > 3) {
        failed({message: 'The pairing service cannot be reached', remedy: 'It may have been closed. Ask the operator.'});
        return;
      }
      await sleep(1000 * misses);
    }
  }
}

function approved(told) {
  pairing = null;
  say('Approved');
  byId('router').textContent = told.router || 'Ask the operator for its address.';
  byId('entity').textContent = told.entity;
  for (const what of ['read', 'write']) {
    const patterns = told[what];
    byId(what).textContent = patterns.includes('/**') ? 'everything' : patterns.join(', ') || 'nothing';
  }
  if (told.token) {
    byId('token').value = told.token;
    byId('once').hidden = false;
  } else if (told.taken) {
    say('Approved', 'The token was taken before. Pair again if that was not you.');
  }
  show('state', 'granted');
}

setInterval(() => {
  if (pairing && !byId('enter').hidden) {
    const left = Math.max(0, Math.round((waitsUntil - Date.now()) / 1000));
    byId('headline').textContent = 'PIN ends in ' + Math.floor(left / 60) + ':' + String(left % 60).padStart(2, '0');
  }
}, 1000);

show('ask');
byId('name').focus();
