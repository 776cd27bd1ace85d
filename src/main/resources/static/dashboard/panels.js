import {element} from './dom.js';
import {count, duration, millis, moment, percent, usd} from './figures.js';

/** Stands for a figure that there is not; a phone leaves it out. */
const NONE = '–';

const FINISHED_JOBS_SHOWN = 10;
const FINISHED = ['completed', 'cancelled', 'expired', 'failed'];
const ACTIONS = {running: ['pause', 'cancel'], waiting: ['pause', 'cancel'], paused: ['resume', 'cancel']};
const MOODS = {
  running: 'good', completed: 'good', failed: 'bad', paused: 'warn', cancelling: 'warn', cancelled: 'warn',
  expiring: 'warn', expired: 'warn', closed: 'good', half_open: 'warn', open: 'bad', forced_open: 'bad',
};

/** What each section shows of its answer: by the id of the section, a list of elements. */
export const panels = {
  costs(answer) {
    const {total, rows} = answer;
    const shown = [figures('figures large', [
      ['Spent', spent(total)],
      ['Saved', saved(total)],
      ['Requests', count(total.requests)],
      ['Answered', count(total.answered)],
    ])];
    shown.push(quiet('Since ' + moment(new Date(answer.from)) + ' (' + answer.zone + '). Saved: against '
      + (answer.baselines.join(', ') || 'the baseline') + ' for the same answers.'));
    if (total.simulated_attempts > 0) {
      shown.push(quiet(total.simulated_attempts === total.attempts
        ? 'All calls went to simulated providers: nobody is billed.'
        : count(total.simulated_attempts) + ' of ' + count(total.attempts)
          + ' calls went to simulated providers: nobody is billed for those.'));
    }
    if (total.unpriced_attempts > 0) {
      shown.push(quiet(count(total.unpriced_attempts) + ' calls have no known price: more was spent than is shown.'));
    }
    if (rows.length > 0) {
      shown.push(table(['Provider', 'Spent', 'Saved', 'Calls', 'Failed calls'], rows.map(row =>
        [row.provider, spent(row), saved(row), count(row.attempts), count(row.failed_attempts)])));
    }
    return shown;
  },

  jobs(jobs) {
    if (jobs.length === 0) {
      return [quiet('No jobs yet: drop a file into inbox/.')];
    }
    const finished = jobs.filter(job => FINISHED.includes(job.state));
    const shown = jobs.filter(job => !FINISHED.includes(job.state)).concat(finished.slice(0, FINISHED_JOBS_SHOWN));
    const items = shown.map(job);
    if (shown.length < jobs.length) {
      items.push(quiet(jobs.length - shown.length + ' more at ', element('a', {href: '/admin/jobs'}, '/admin/jobs'), '.'));
    }
    return items;
  },

  deployments(deployments) {
    if (deployments.length === 0) {
      return [quiet('No deployment is active: set the key of a provider.')];
    }
    const head = ['Deployment', 'Breaker', 'Failed', 'Slow', 'Under way', 'First token', 'Whole answer', 'Remarks'];
    return [
      table(head, deployments.map(one => [
        one.deployment,
        state(one.breaker),
        ofCalls(one.failures_in_window, one),
        ofCalls(one.slow_calls_in_window, one),
        String(one.calls_under_way),
        latency(one.first_token),
        latency(one.whole_answer),
        remarks(one),
      ])),
      quiet('Breaker closed: takes calls. Open: left alone after failures. Half open: tried again. Failed and slow:'
        + ' of the latest calls that the breaker counts. Times: median / 95th percentile of the latest answers.'),
    ];
  },

  budgets(budgets) {
    if (budgets.length === 0) {
      return [quiet('No budget bounds what may be spent, or none was touched yet: config/budgets.yaml.')];
    }
    return budgets.map(budget);
  },

  overrides(overrides) {
    if (overrides.length === 0) {
      return [quiet('None: nobody has overruled the routing.')];
    }
    return overrides.map(override => item(
      element('h3', {}, override.summary),
      element('p', {}, override.reason),
      quiet('By ' + override.author + ' since ' + moment(new Date(override.from)) + ', ends '
        + moment(new Date(override.until)) + '.'),
    ));
  },
};

function job(job) {
  const counted = 'lines' in job;
  const lines = counted
    ? count(job.done) + ' of ' + count(job.lines) + ' lines (' + (job.lines ? percent(job.done, job.lines) : 100) + ' %)'
    : count(job.done) + ' lines done, the file is being counted';
  const parts = [
    element('div', {class: 'head'}, element('h3', {}, job.name), state(job.state), buttons(job)),
    counted
      ? progress(job.name + ': lines done', job.lines ? job.done : 1, job.lines || 1)
      : element('progress', {'aria-label': job.name + ': lines are being counted'}),
    element('p', {}, lines + ', ', job.failed > 0 ? element('strong', {}, count(job.failed) + ' failed') : '0 failed'),
    figures('figures', jobFigures(job)),
  ];
  if (job.note) {
    parts.push(quiet(job.note));
  }
  return item(...parts);
}

function jobFigures(job) {
  const finished = FINISHED.includes(job.state);
  const list = [];
  if (!finished) {
    list.push(['Rate', job.lines_per_second > 0 ? job.lines_per_second.toFixed(1) + ' lines/s' : 'none now']);
  }
  list.push([finished ? 'Cost' : 'Cost so far', usd(job.cost_usd)]);
  if (!finished && 'end_cost_usd' in job) {
    list.push(['Cost at the end', 'about ' + usd(job.end_cost_usd)]);
  }
  if (!finished) {
    list.push(['End', 'seconds_left' in job
      ? 'about ' + moment(new Date(Date.now() + 1000 * job.seconds_left)) + ', in ' + duration(job.seconds_left)
      : 'not known']);
  }
  if ('finished_at' in job) {
    list.push(['Finished', moment(new Date(job.finished_at))]);
  }
  if ('budget_usd' in job) {
    list.push(['Budget', usd(job.budget_usd)]);
  }
  if (!finished && 'deadline' in job) {
    list.push(['Wanted by', moment(new Date(job.deadline))]);
  }
  if ('output' in job) {
    list.push(['Results', job.output]);
  }
  return list;
}

function buttons(job) {
  const offered = (ACTIONS[job.state] || []).map(action => element(
    'button',
    {id: action + '-' + job.id, type: 'button', 'data-action': action, 'data-job': job.id, 'data-name': job.name,
      'aria-label': action + ' ' + job.name},
    action[0].toUpperCase() + action.slice(1)));
  return element('div', {class: 'buttons'}, ...offered);
}

function budget(budget) {
  const mood = budget.spent_percent >= 100 ? 'bad' : budget.spent_percent >= 80 ? 'warn' : '';
  const over = Number(budget.overrun_usd) > 0 ? ', ' + usd(budget.overrun_usd) + ' over the limit' : '';
  const forecast = budget.forecast_usd === null ? '' : ' At this rate ' + usd(budget.forecast_usd) + ' by then.';
  return item(
    element('h3', {}, budget.budget, budget.subject ? ': ' + budget.of + ' ' + budget.subject : ''),
    progress(budget.budget + ': per cent spent', budget.spent_percent, 100, mood),
    element('p', {}, usd(budget.spent_usd) + ' of ' + usd(budget.limit_usd) + ' spent (' + budget.spent_percent
      + ' %), ' + usd(budget.reserved_usd) + ' reserved, ' + usd(budget.left_usd) + ' left' + over + '.'),
    quiet('Until ' + moment(new Date(budget.closes_at)) + '.' + forecast),
  );
}

function ofCalls(number, deployment) {
  return deployment.calls_in_window > 0 ? number + ' of ' + deployment.calls_in_window : NONE;
}

function remarks(deployment) {
  const list = [];
  if (deployment.breaker === 'forced_open') {
    list.push('opened by an operator, until one closes it');
  } else if ('unavailable_for_ms' in deployment) {
    list.push('left alone for ' + duration(deployment.unavailable_for_ms / 1000));
  }
  if (deployment.health_probe === 'failing') {
    list.push('health probe failing');
  }
  deployment.keys.filter(key => key.state === 'set_aside').forEach(key => list.push(
    'key ' + key.key + ' refused with ' + key.status + ', set aside until ' + moment(new Date(key.set_aside_until))));
  return list.join('; ') || NONE;
}

function latency(measured) {
  return measured ? millis(measured.p50_ms) + ' / ' + millis(measured.p95_ms) : NONE;
}

function spent(group) {
  return group.cost_usd === null ? 'unknown' : (group.unpriced_attempts > 0 ? 'at least ' : '') + usd(group.cost_usd);
}

function saved(group) {
  if (group.saving_usd === null) {
    return NONE;
  }
  const share = group.saving_ratio === null ? '' : ' (' + (100 * group.saving_ratio).toFixed(1) + ' %)';
  return usd(group.saving_usd) + share;
}

function state(word) {
  return element('span', {class: 'state ' + (MOODS[word] || '')}, word.replace('_', ' '));
}

function progress(label, value, max, mood = '') {
  return element('progress', {class: mood, value: Math.min(value, max), max, 'aria-label': label});
}

function item(...children) {
  return element('div', {class: 'item'}, ...children);
}

function quiet(...children) {
  return element('p', {class: 'quiet'}, ...children);
}

function figures(kind, pairs) {
  return element('dl', {class: kind}, ...pairs.map(([term, value]) =>
    element('div', {}, element('dt', {}, term), element('dd', {}, value))));
}

function table(head, rows) {
  return element('table', {},
    element('thead', {}, element('tr', {}, ...head.map(name => element('th', {scope: 'col'}, name)))),
    element('tbody', {}, ...rows.map(cells => element('tr', {}, ...cells.map((cell, column) =>
      element('td', {'data-label': head[column], class: cell === NONE ? 'none' : ''}, cell))))));
}
