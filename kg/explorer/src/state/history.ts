/** Undo and redo over any plain value. */

export interface History<T> {
  past: readonly T[];
  present: T;
  future: readonly T[];
}

const MOST = 200;

export function begin<T>(present: T): History<T> {
  return { past: [], present, future: [] };
}

/** The history after a step; what was undone before is gone. */
export function step<T>(history: History<T>, present: T): History<T> {
  return { past: [...history.past, history.present].slice(-MOST), present, future: [] };
}

/** The history with another present and no step, for what moves by itself. */
export function amend<T>(history: History<T>, present: T): History<T> {
  return { ...history, present };
}

export function undo<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return { past: history.past.slice(0, -1), present: before, future: [history.present, ...history.future] };
}

export function redo<T>(history: History<T>): History<T> {
  const [after, ...rest] = history.future;
  if (after === undefined) return history;
  return { past: [...history.past, history.present], present: after, future: rest };
}
