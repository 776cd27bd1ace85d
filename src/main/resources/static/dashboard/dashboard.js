import {become, element} from './dom.js';
import {panels} from './panels.js';

const SHORTEST_PAUSE_MS = 3_000;
const PATIENCE_MS = 60_000;

/** A question that takes long is asked rarely: at most this part of the time goes into answering this page. */
const REST_PER_WORK = 10;

const problems = new Map();
const alarms = new Map();
let latestAnswer = null;

class Problem extends Error {}

class LoginMissing extends Problem {}

async function ask(path, method = 'GET') {
  // with X-Requested-With a missing login is a plain 401, not the browser's own question for a password
  const headers = {'Accept': 'application/json', 'X-Requested-With': 'XMLHttpRequest'};
  let response;
  try {
    response = await fetch(path, {method, headers, cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS)});
  } catch (problem) {
    throw new Problem(problem.name === 'TimeoutError'
      ? 'The gateway did not answer within a minute.'
      : 'The gateway does not answer. Is it running?', {cause: problem});
  }
  if (response.status === 401) {
    throw new LoginMissing('You are not logged in, or your login has ended.');
  }
  const isJson = (response.headers.get('Content-Type') || '').includes('json');
  if (!isJson) {
    throw new Problem(path + ' was answered with status ' + response.status + ' and no JSON. Is a proxy in between?');
  }
  const answer = await response.json();
  if (!response.ok) {
    throw new Problem(answer.error?.message || path + ' was answered with status ' + response.status + '.');
  }
  return answer;
}

async function refresh(section) {
  const content = section.querySelector('.content');
  try {
    const answer = await ask(section.dataset.path);
    become(content, element('div', {}, ...panels[section.id](answer)));
    content.setAttribute('aria-busy', 'false');
    latestAnswer = new Date();
    problems.delete(section.id);
  } catch (problem) {
    if (!(problem instanceof Problem)) {
      console.error(problem);
    }
    problems.set(section.id, problem);
  }
  content.classList.toggle('stale', problems.has(section.id));
  tellFreshness();
}

function tellFreshness() {
  const [worst] = problems.values();
  const age = latestAnswer ? ' Figures are those of ' + latestAnswer.toLocaleTimeString() + '.' : '';
  const told = worst
    ? [worst.message + (worst instanceof LoginMissing ? ' ' : age)]
    : [latestAnswer ? 'As of ' + latestAnswer.toLocaleTimeString() : 'Asking the gateway …'];
  if (worst instanceof LoginMissing) {
    told.push(element('a', {href: '/dashboard'}, 'Log in'));
  }
  const status = document.getElementById('freshness');
  status.classList.toggle('bad', Boolean(worst));
  become(status, element('p', {}, ...told));
}

async function watch(section) {
  for (;;) {
    const began = performance.now();
    await refresh(section);
    await pause(section, Math.max(SHORTEST_PAUSE_MS, REST_PER_WORK * (performance.now() - began)));
    if (document.hidden) {
      await new Promise(seen => document.addEventListener('visibilitychange', seen, {once: true}));
    }
  }
}

/** Ends before its time when somebody calls the section's alarm. */
function pause(section, duration) {
  return new Promise(over => {
    const timer = setTimeout(over, duration);
    alarms.set(section.id, () => {
      clearTimeout(timer);
      over();
    });
  });
}

async function act(button, section) {
  const {action, job, name} = button.dataset;
  const question = 'Cancel ' + name + '? Lines without a result will not be sent. This cannot be undone.';
  if (action === 'cancel' && !confirm(question)) {
    return;
  }
  button.disabled = true;
  try {
    await ask(section.dataset.path + '/' + encodeURIComponent(job) + '?action=' + action, 'POST');
  } catch (problem) {
    alert(problem.message);
  } finally {
    button.disabled = false;
  }
  alarms.get(section.id)?.();
}

const jobs = document.getElementById('jobs');
jobs.addEventListener('click', event => {
  const button = event.target.closest('button[data-action]');
  if (button) {
    act(button, jobs);
  }
});
document.querySelectorAll('section[data-path]').forEach(watch);
