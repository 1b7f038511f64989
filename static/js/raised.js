// Raised and lowered characters written so that the number before them stays itself: 10², £5m¹.
// The same rules as plans/importing/raised.py.

const TYPED = "0123456789+-−=()ni";
const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ";
const LOWERED = "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎";
// "5th", "1st" and a trade mark mean the same on the line.
const ORDINAL = /^(?:st|nd|rd|th|TM|SM|er|re)\.?$/i;
const LOWERED_WHOLE = /^[0-9+\-−=()]+$/;
const RAISED_WHOLE = /^(?:[0-9+\-−=()]+|[ni])$/;

function mapped(core, to) {
  return [...core].map((each) => to[TYPED.indexOf(each)]).join("");
}

export function raised(text, before) {
  const core = text.trim();
  if (!core || !/[\p{L}\p{N})\]%.,]$/u.test(before)) return text;
  if (ORDINAL.test(core) || !/[\p{L}\p{N}]/u.test(core)) return text;
  let written = /\s/.test(core) ? `^(${core})` : `^${core}`;
  if (RAISED_WHOLE.test(core)) written = mapped(core, RAISED);
  else if (/^[[(]/.test(core)) written = ` ${core}`;
  return text.replace(core, () => written);
}

// A subscript joins a letter (CO2), but not a number.
export function lowered(text, before) {
  const core = text.trim();
  if (!/\p{N}$/u.test(before) || !/^[\p{L}\p{N}]/u.test(core)) return text;
  return text.replace(core, () => (LOWERED_WHOLE.test(core) ? mapped(core, LOWERED) : `_${core}`));
}
