/** Answers as a component uses them: what is known now, whether more is on its way, and what went wrong. */

import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { get, Refusal, remembered, snapshot } from "./client";

export interface Awaited<T> {
  /** The newest answer; while another address is asked, that of the one before, so that nothing flickers. */
  data: T | undefined;
  loading: boolean;
  error: Refusal | undefined;
  again: () => void;
}

/** The answer of an address; nothing is asked for null. */
export function useAnswer<T>(address: string | null): Awaited<T> {
  const { data, ...rest } = useAnswers<T>(address === null ? [] : [address]);
  return { data: data?.[0], ...rest };
}

/** The answers of several addresses, all or none. */
export function useAnswers<T>(addresses: string[]): Awaited<T[]> {
  const key = addresses.join("\n");
  const found = useSignal<{ key: string; data: T[] | undefined; error: Refusal | undefined }>({
    key: "",
    data: undefined,
    error: undefined,
  });
  const tries = useSignal(0);
  const asked = useSignal(key);
  useEffect(() => {
    asked.value = key;
  }, [key]);
  useSignalEffect(() => {
    const now = asked.value;
    // Asked again when either changes.
    void snapshot.value;
    void tries.value;
    if (now === "") {
      found.value = { key: now, data: undefined, error: undefined };
      return;
    }
    const control = new AbortController();
    const list = now.split("\n");
    Promise.all(list.map((address) => get<T>(address, control.signal))).then(
      (data) => {
        if (!control.signal.aborted) found.value = { key: now, data, error: undefined };
      },
      (error: unknown) => {
        if (control.signal.aborted) return;
        const refusal = error instanceof Refusal ? error : new Refusal(0, String(error));
        found.value = { key: now, data: undefined, error: refusal };
      },
    );
    return () => control.abort();
  });
  const kept = key === "" ? [] : key.split("\n").map((address) => remembered<T>(address));
  const complete = kept.length > 0 && kept.every((answer) => answer !== undefined);
  const { value } = found;
  return {
    data: key === "" ? undefined : complete ? (kept as T[]) : value.data,
    loading: key !== "" && !complete && value.key !== key,
    error: value.key === key ? value.error : undefined,
    again: () => (tries.value += 1),
  };
}
