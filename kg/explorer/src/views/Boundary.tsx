/** Where a part of the page fails, the rest stays, and there is a way back. */

import type { ComponentChildren } from "preact";
import { useErrorBoundary } from "preact/hooks";
import { startAgain } from "../state/actions";
import { act, state } from "../state/store";

export function Boundary({ children }: { children: ComponentChildren }) {
  const [error, reset] = useErrorBoundary();
  // Read, so that the next step tries again.
  void state.value;
  if (!error) return <>{children}</>;
  return (
    <div class="trouble" role="alert">
      <p>This part of the page failed: {String((error as Error).message)}</p>
      <button
        type="button"
        onClick={() => {
          act(startAgain);
          reset();
        }}
      >
        Back to the start
      </button>
    </div>
  );
}
