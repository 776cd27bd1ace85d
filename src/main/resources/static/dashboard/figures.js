/** An amount of USD, given as decimal text: cents above a dollar, three digits below. */
export function usd(text) {
  const amount = Number(text);
  const digits = Math.abs(amount) >= 1
    ? {minimumFractionDigits: 2, maximumFractionDigits: 2}
    : {maximumSignificantDigits: 3};
  return amount.toLocaleString('en', digits) + ' USD';
}

export function count(number) {
  return number.toLocaleString('en');
}

/** Hundredths, rounded down: only what is whole has 100 %. */
export function percent(part, whole) {
  return Math.floor(100 * part / whole);
}

export function millis(number) {
  return number < 1000 ? number + ' ms' : (number / 1000).toFixed(1) + ' s';
}

/** A duration in words, rounded up. */
export function duration(seconds) {
  const whole = Math.ceil(seconds);
  if (whole < 60) {
    return whole + ' s';
  }
  const minutes = Math.ceil(whole / 60);
  return minutes < 60 ? minutes + ' min' : Math.floor(minutes / 60) + ' h ' + minutes % 60 + ' min';
}

/** A moment by the clock of whoever looks; with its day unless that is today. */
export function moment(date) {
  const time = date.toLocaleTimeString([], {hour: '2-digit', minute: '2-digit'});
  const isToday = date.toDateString() === new Date().toDateString();
  return isToday ? time : date.toLocaleDateString([], {day: 'numeric', month: 'short', year: 'numeric'}) + ' ' + time;
}
