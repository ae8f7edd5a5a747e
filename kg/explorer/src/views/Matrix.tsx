/** The matrix: who with whom, as numbers and shades; sorted, and of a year or topic. */

import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import * as addresses from "../api/addresses";
import { useAnswer } from "../api/answers";
import type { MatrixAnswer } from "../api/types";
import { filter, select } from "../state/actions";
import { act, state } from "../state/store";
import { cellsOf, orderOf, type Measure, type Order } from "../graph/matrix";
import { Awaiting, plural } from "./bits";
import { learn, shown, vocabulary } from "./shown";

const MEASURES: readonly (readonly [Measure, string])[] = [
  ["weight", "all links"],
  ["agreements", "agreements"],
  ["projects", "joint projects"],
  ["cooperations", "said cooperation"],
];
const ORDERS: readonly (readonly [Order, string])[] = [
  ["total", "most links first"],
  ["label", "by name"],
  ["group", "by community"],
];
const SIZES = [20, 30, 60, 100];

export function Matrix() {
  const limit = useSignal(30);
  const measure = useSignal<Measure>("weight");
  const order = useSignal<Order>("total");
  const year = useSignal("");
  const at = useSignal<[number, number]>([0, 0]);
  const found = useAnswer<MatrixAnswer>(addresses.matrix(state.value, limit.value));
  const data = found.data;
  const cells = useMemo(() => (data ? cellsOf(data, measure.value, year.value) : new Map<string, number>()), [data, measure.value, year.value]);
  const labels = useMemo(
    () => (data ? orderOf(data.labels, order.value, cells, (id) => shown.peek().nodes.get(id)?.community ?? 99) : []),
    [data, order.value, cells],
  );
  const most = Math.max(1, ...cells.values());
  const { selection, filter: chosen } = state.value;
  const open = (row: number, column: number) => {
    const [a, b] = [labels[row], labels[column]];
    if (!a || !b) return;
    learn(a.id, a.label);
    learn(b.id, b.label);
    act(a === b ? select(a.id) : select(a.id, b.id));
  };
  const key = (event: KeyboardEvent) => {
    const way = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
    if (!way) return;
    event.preventDefault();
    const bound = (value: number) => Math.max(0, Math.min(labels.length - 1, value));
    at.value = [bound(at.value[0] + (way[0] ?? 0)), bound(at.value[1] + (way[1] ?? 0))];
    const table = event.currentTarget as HTMLElement;
    table.querySelector<HTMLElement>(`[data-cell="${at.value.join()}"]`)?.focus();
  };
  return (
    <section class="matrix" aria-label="Matrix">
      <div class="controls">
        <Choice name="Count" value={measure.value} options={MEASURES} set={(value) => (measure.value = value)} />
        <Choice name="Order" value={order.value} options={ORDERS} set={(value) => (order.value = value)} />
        <Choice
          name="Year"
          value={year.value}
          options={[["", "all years"], ...(data?.years ?? []).map((one) => [one, one] as const)]}
          set={(value) => (year.value = value)}
        />
        <Choice
          name="Topic"
          value={chosen.topics.length === 1 ? (chosen.topics[0] ?? "") : ""}
          options={[["", chosen.topics.length > 1 ? `${chosen.topics.length} topics` : "all topics"], ...(vocabulary.value?.topics ?? []).filter((topic) => topic.count > 0).map((topic) => [topic.id, topic.label] as const)]}
          set={(value) => act(filter({ topics: value === "" ? [] : [value] }))}
        />
        <Choice name="Rows" value={String(limit.value)} options={SIZES.map((size) => [String(size), String(size)] as const)} set={(value) => (limit.value = Number(value))} />
        {data && data.total.labels > labels.length && (
          <span class="quietly">{`the ${labels.length} with most links of ${data.total.labels}`}</span>
        )}
      </div>
      <Awaiting of={found} empty={labels.length === 0} />
      {labels.length > 0 && (
        <div class="scrolls" tabIndex={-1}>
          <table role="grid" aria-label="Links between each two" onKeyDown={key}>
            <thead>
              <tr>
                <td />
                {labels.map((label) => (
                  <th key={label.id} scope="col" title={label.label}>
                    <span>{label.label}</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {labels.map((row, i) => (
                <tr key={row.id}>
                  <th scope="row" title={row.label} aria-current={selection.includes(row.id) ? "true" : undefined}>
                    {row.label}
                  </th>
                  {labels.map((column, j) => {
                    const value = cells.get(row.id < column.id ? `${row.id}|${column.id}` : `${column.id}|${row.id}`) ?? 0;
                    const share = value / most;
                    const picked = selection.includes(row.id) && selection.includes(column.id) && i !== j;
                    return (
                      <td
                        key={column.id}
                        role="gridcell"
                        data-cell={`${i},${j}`}
                        tabIndex={at.value[0] === i && at.value[1] === j ? 0 : -1}
                        class={`${i === j ? "self" : ""} ${share > 0.55 ? "strong" : ""} ${picked ? "picked" : ""}`}
                        style={value > 0 ? { "--share": `${Math.round(15 + 85 * share)}%` } : undefined}
                        aria-label={i === j ? row.label : `${row.label} and ${column.label}: ${value}`}
                        title={i === j ? row.label : `${row.label} – ${column.label}: ${plural(value, "link")}`}
                        onClick={() => {
                          at.value = [i, j];
                          open(i, j);
                        }}
                        onKeyDown={(event) => {
                          if (event.key === "Enter" || event.key === " ") {
                            event.preventDefault();
                            open(i, j);
                          }
                        }}
                      >
                        {value || ""}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

export function Choice<T extends string>({
  name,
  value,
  options,
  set,
}: {
  name: string;
  value: T;
  options: readonly (readonly [T, string])[];
  set: (value: T) => void;
}) {
  return (
    <label>
      {name}
      <select value={value} onChange={(event) => set(event.currentTarget.value as T)}>
        {options.map(([id, label]) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
