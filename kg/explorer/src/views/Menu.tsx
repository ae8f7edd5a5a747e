/** A button and what it opens: a native popover, closed by Escape or a click elsewhere. */

import type { ComponentChildren } from "preact";
import { Icon } from "./bits";

export function Menu({
  id,
  icon,
  name,
  wide,
  children,
}: {
  id: string;
  icon: string;
  name: string;
  wide?: boolean;
  children: ComponentChildren;
}) {
  return (
    <>
      <button type="button" class="quiet" popovertarget={id} aria-label={name} title={name}>
        <Icon name={icon} />
      </button>
      <div id={id} popover="auto" class={wide ? "menu wide" : "menu"} role="dialog" aria-label={name}>
        {children}
      </div>
    </>
  );
}

export function closeMenu(id: string): void {
  document.getElementById(id)?.hidePopover();
}
