/** The canvas's shapes as distances (GLSL), so that each type has its own at any size, and a ring about each. */

import type { FragmentLayer } from "sigma/rendering";

const polygon = (name: string, body: string) => ({ name, glsl: `float sdf_${name}(vec2 uv, float size) {\n${body}\n}\n` });

export const SHAPES = [
  polygon("circle", "return length(uv) - size;"),
  polygon("square", "vec2 p = abs(uv); return max(p.x, p.y) - size * 0.8;"),
  polygon("box", "vec2 p = abs(uv); return max(p.x - size * 0.95, p.y - size * 0.6);"),
  polygon("diamond", "vec2 p = abs(uv); return (p.x + p.y - size) * 0.7071;"),
  polygon("hexagon", "vec2 p = abs(uv); return max(p.x * 0.866 + p.y * 0.5, p.y) - size * 0.866;"),
  polygon("up", "return max(abs(uv.x) * 0.866 + uv.y * 0.5, -uv.y) - size * 0.5;"),
  polygon("down", "return max(abs(uv.x) * 0.866 - uv.y * 0.5, uv.y) - size * 0.5;"),
  polygon(
    "star",
    `float part = 1.2566;
  float angle = mod(atan(uv.x, uv.y) + part * 0.5, part) - part * 0.5;
  vec2 p = length(uv) * vec2(cos(angle), abs(sin(angle)));
  vec2 side = size * (0.48 * vec2(cos(part * 0.5), sin(part * 0.5)) - vec2(1.0, 0.0));
  return dot(p - vec2(size, 0.0), normalize(vec2(side.y, -side.x)));`,
  ),
];

/** A rim of two pixels in the node's `rim` colour: nodes that overlap stay apart, chosen ones stand out. */
export function rim(): FragmentLayer {
  return {
    name: "rim",
    uniforms: [],
    attributes: [{ name: "rim", size: 4, type: WebGL2RenderingContext.UNSIGNED_BYTE, normalized: true, source: "rim" }],
    glsl: `
vec4 layer_rim(vec4 v_rim) {
  float width = 2.0 * context.pixelToUV;
  return vec4(v_rim.rgb, v_rim.a * smoothstep(-width - context.aaWidth, -width + context.aaWidth, context.sdf));
}
`,
  };
}
