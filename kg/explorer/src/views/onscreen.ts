/** The canvas that is on the page, for what takes a picture of it. */

import { signal } from "@preact/signals";
import type { Canvas } from "../graph/canvas";

export const canvas = signal<Canvas | undefined>(undefined);
