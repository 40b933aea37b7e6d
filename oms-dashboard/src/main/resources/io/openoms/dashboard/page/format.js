// Figures as people read them.

const whole = new Intl.NumberFormat('en-US', {maximumFractionDigits: 0});
const one = new Intl.NumberFormat('en-US', {maximumFractionDigits: 1, minimumFractionDigits: 1});
const UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];

export const count = number => whole.format(number);

/** Rates below ten keep a digit behind the point. */
export const rate = number => number > 0 && number < 10 ? one.format(number) : whole.format(number);

export function bytes(number) {
  let value = number;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return (unit === 0 || value >= 100 ? whole : one).format(value) + ' ' + UNITS[unit];
}

/** 0.4 s, 12 s, 3 min 5 s, 2 h 5 min, 3 d 4 h */
export function duration(seconds) {
  if (seconds < 10) return one.format(Math.max(0, seconds)) + ' s';
  const s = Math.round(seconds);
  if (s < 60) return s + ' s';
  if (s < 3600) return Math.floor(s / 60) + ' min ' + (s % 60) + ' s';
  if (s < 86400) return Math.floor(s / 3600) + ' h ' + Math.floor(s % 3600 / 60) + ' min';
  return Math.floor(s / 86400) + ' d ' + Math.floor(s % 86400 / 3600) + ' h';
}

export function percent(part, all) {
  if (all <= 0) return '';
  const value = Math.min(100, 100 * part / all);
  // Never 100 % before all is there.
  return (value >= 100 ? 100 : Math.min(99.9, Math.floor(value * 10) / 10)) + ' %';
}

export function time(millis) {
  const date = new Date(millis);
  const clock = date.toLocaleTimeString('en-GB');
  return date.toDateString() === new Date().toDateString()
    ? clock
    : date.toLocaleDateString('en-CA') + ' ' + clock;
}

/** full, reverse incremental … with a capital letter */
export function title(label) {
  const words = label.replaceAll('_', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const PHASES = {schema: 'Schema', full: 'Full copy', incremental: 'Incremental',
  verification: 'Verification', switchover: 'Switchover', reverse_incremental: 'Reverse incremental'};

export const phase = label => PHASES[label] ?? title(label);
